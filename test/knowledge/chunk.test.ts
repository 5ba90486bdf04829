import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DocumentNode, documentFromText } from '../../src/domain/index.ts';
import { gate } from '../../src/ingest/gate.ts';
import { CHUNKING, chunksOf } from '../../src/knowledge/chunk.ts';
import { comment, issue, record } from '../support/issue.ts';
import { labelled } from '../support/labelled.ts';

function chunksFrom(fields: Record<string, unknown>) {
  const verdict = gate(record(issue(1, fields)));
  if ('refused' in verdict) throw new Error(verdict.refused.reason);
  if (!('ticket' in verdict.accepted)) throw new Error('it is no ticket');
  return chunksOf(labelled(verdict.accepted));
}

const text = (words: string): DocumentNode => ({ type: 'text', text: words });
const paragraph = (words: string): DocumentNode => ({ type: 'paragraph', content: [text(words)] });
const heading = (words: string): DocumentNode => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [text(words)],
});
const code = (words: string): DocumentNode => ({ type: 'codeBlock', content: [text(words)] });
const item = (words: string): DocumentNode => ({ type: 'listItem', content: [paragraph(words)] });
const list = (...items: string[]): DocumentNode => ({ type: 'bulletList', content: items.map(item) });
const doc = (...content: DocumentNode[]) => ({ type: 'doc', version: 1, content });

const ofKind = (kind: string, fields: Record<string, unknown>) =>
  chunksFrom(fields).filter((chunk) => chunk.kind === kind);
const reportsOf = (...content: DocumentNode[]) =>
  ofKind('report', { description: doc(...content) }).map((chunk) => chunk.text);

test('summary, report, then each comment, with ids that tell their place', () => {
  const comments = [comment(7, 'restart helps'), comment(8, 'secret', { jsdPublic: false })];
  const chunks = chunksFrom({
    summary: 'Pool empty',
    description: documentFromText('since 2.4'),
    comment: { total: 2, comments },
  });
  expect(chunks.map(({ id, kind, text }) => [id, kind, text])).toEqual([
    ['10001:summary:ynwD0CcpbLvr', 'summary', 'Pool empty'],
    ['10001:report:lfjuTvyrSwG2', 'report', 'Pool empty\n\nsince 2.4'],
    ['10001:comment:7:l0Y6E62rwGyT', 'comment', 'restart helps'],
    ['10001:comment:8:K7gNU3sdo-OL', 'comment', 'secret'],
  ]);
  expect(chunks[2]?.access).toEqual([['project:PAY']]);
  expect(chunks[3]?.access).toEqual([['project:PAY'], ['agent:PAY']]);
});

test('a comment without words is no chunk', () => {
  const chunks = chunksFrom({ comment: { total: 1, comments: [comment(1, '  ')] } });
  expect(chunks.map(({ kind }) => kind)).toEqual(['summary', 'report']);
});

/** About 70 characters, each different. */
const sentence = (number: number) =>
  `Step ${number}: the worker ${number * 7919} took lease ${number * 31} and let go of it again.`;
const sentences = (count: number, from = 0) => Array.from({ length: count }, (_, i) => sentence(from + i));

describe('long texts', () => {
  test('are cut between blocks, before headings where there are any, and nothing twice', () => {
    const section = (number: number) => [
      heading(`Part ${number}`),
      ...sentences(20, number * 100).map(paragraph),
    ];
    const pieces = reportsOf(...[1, 2, 3, 4, 5, 6].flatMap(section));
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    for (const piece of pieces.slice(1)) expect(piece).toMatch(/^Part \d\n\nStep/);
    const lines = pieces.join('\n\n').split('\n\n');
    expect(lines.filter((line) => line.startsWith('Step'))).toEqual(
      [1, 2, 3, 4, 5, 6].flatMap((number) => sentences(20, number * 100)),
    );
  });

  test('of one list are cut between its items', () => {
    const pieces = reportsOf(list(...sentences(150)));
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    const [first = '', ...others] = pieces;
    expect([first.split('\n\n')[1], ...others].join('\n').split('\n')).toEqual(sentences(150));
  });

  test('of one paragraph overlap where it was cut', () => {
    const pieces = reportsOf(paragraph(sentences(150).join(' ')));
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    for (const [position, piece] of pieces.entries()) {
      const next = pieces[position + 1];
      if (next && position > 0) expect(piece).toContain(next.slice(0, 60));
    }
  });

  test('keep nearly all pieces, and their ids, when something is put in at the start', () => {
    const steps = sentences(600).map(paragraph);
    const ids = (...content: DocumentNode[]) =>
      ofKind('report', { description: doc(...content) }).map(({ id }) => id);
    const before = ids(...steps);
    const after = ids(paragraph('Added at the top, and long enough to move every later place.'), ...steps);
    expect(before.length).toBeGreaterThanOrEqual(10);
    expect(after.filter((id) => !before.includes(id)).length).toBeLessThanOrEqual(2);
  });
});

describe('code and stack traces', () => {
  const program =
    'for (const lease of leases) {\n  if (lease.expired()) pool.release(lease);\n  else wait(lease);\n}';
  const trace = [
    'java.lang.IllegalStateException: Pool exhausted',
    '\tat com.zaxxer.hikari.HikariPool.getConnection(HikariPool.java:213)',
    '\tat com.example.Ledger.open(Ledger.java:77)',
    'Caused by: java.net.SocketTimeoutException: Read timed out',
    '\t... 12 more',
  ].join('\n');

  test('stay in the text that they stand in, and are found by themselves as well', () => {
    const chunks = chunksFrom({ description: doc(paragraph('It hangs.'), code(program)) });
    expect(chunks.map(({ kind, text }) => [kind, text])).toEqual([
      ['summary', 'Payment 1 is charged twice'],
      ['report', `Payment 1 is charged twice\n\nIt hangs.\n\n${program}`],
      ['code', program],
    ]);
  });

  test('pasted into plain text are known by their frames, with the message before', () => {
    const description = documentFromText(`It hangs.\n${trace}\nEvery morning.`);
    expect(ofKind('code', { description }).map((chunk) => chunk.text)).toEqual([trace]);
    const python =
      'Traceback (most recent call last):\n  File "a.py", line 3, in run\n    pay(order)\n  File "b.py", line 9, in pay\n    raise Empty(pool)\nEmpty: the pool has none left';
    const [passage] = ofKind('code', { description: doc(paragraph(`Seen:\n${python}`)) });
    expect(passage?.text).toContain(
      'File "b.py", line 9, in pay\n    raise Empty(pool)\nEmpty: the pool has none left',
    );
  });

  test('short ones, single frames and prose are not taken out', () => {
    const prose = 'We met at Berlin (Germany). File "a.py", line 3 is odd.\nIt fails at night.';
    expect(ofKind('code', { description: doc(code('kubectl get pods'), paragraph(prose)) })).toEqual([]);
  });

  test('demand what the comment around them demands', () => {
    const closed = comment(1, trace, { jsdPublic: false });
    const [passage] = ofKind('code', { comment: { total: 1, comments: [closed] } });
    expect(passage?.access).toEqual([['project:PAY'], ['agent:PAY']]);
    expect(passage?.id).toMatch(/^10001:comment:1:code:[\w-]{12}$/);
  });
});

test('the same text twice in one place has two ids', () => {
  const chunks = ofKind('code', { description: doc(code('x'.repeat(100)), code('x'.repeat(100))) });
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(2);
});

test('however long the text, every word is in some piece, no piece is too long, and no id comes twice', () => {
  const word = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 })
    .filter((each) => !/\s/u.test(each));
  const long = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n')), {
    minLength: 400,
    maxLength: 2000,
  });
  fc.assert(
    fc.property(long, (words) => {
      const all = words.map(([each, separator]) => each + separator).join('');
      const chunks = chunksFrom({ comment: { total: 1, comments: [comment(1, all)] } });
      const pieces = chunks.filter(({ kind }) => kind === 'comment').map((chunk) => chunk.text);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(4000);
        expect(piece.isWellFormed()).toBe(true);
      }
      const found = new Set(pieces.flatMap((piece) => piece.split(/\s+/u)));
      for (const [each] of words) expect(found).toContain(each);
      expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
    }),
    { numRuns: 30 },
  );
});

test('a piece of the rules that changes is noticed: raise CHUNKING with it', () => {
  const chunks = chunksFrom({
    description: doc(
      heading('Seen'),
      ...sentences(200).map(paragraph),
      list(...sentences(5)),
      code('y'.repeat(9000)),
    ),
    comment: { total: 1, comments: [comment(1, sentences(100).join(' '))] },
  });
  const digest = hash('sha256', chunks.map(({ id, kind }) => `${kind} ${id}`).join('\n'));
  expect([CHUNKING, digest.slice(0, 12)]).toEqual([3, 'f0164b7eb36a']);
});
