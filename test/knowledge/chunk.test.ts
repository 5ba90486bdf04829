import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentFromText } from '../../src/domain/index.ts';
import { gate } from '../../src/ingest/gate.ts';
import { chunksOf } from '../../src/knowledge/chunk.ts';
import { comment, issue, record } from '../support/issue.ts';

function chunksFrom(fields: Record<string, unknown>) {
  const verdict = gate(record(issue(1, fields)));
  if (!('accepted' in verdict)) throw new Error(verdict.refused.reason);
  return chunksOf(verdict.accepted);
}

test('summary, report, then each comment, with ids that tell their place', () => {
  const comments = [comment(7, 'restart helps'), comment(8, 'secret', { jsdPublic: false })];
  const chunks = chunksFrom({
    summary: 'Pool empty',
    description: documentFromText('since 2.4'),
    comment: { total: 2, comments },
  });
  expect(chunks.map(({ id, kind, text }) => [id, kind, text])).toEqual([
    ['10001:summary', 'summary', 'Pool empty'],
    ['10001:report:0', 'report', 'Pool empty\n\nsince 2.4'],
    ['10001:comment:7:0', 'comment', 'restart helps'],
    ['10001:comment:8:0', 'comment', 'secret'],
  ]);
  expect(chunks[2]?.access).toEqual([['project:PAY']]);
  expect(chunks[3]?.access).toEqual([['project:PAY'], ['agent:PAY']]);
});

test('a comment without words is no chunk', () => {
  const chunks = chunksFrom({ comment: { total: 1, comments: [comment(1, '  ')] } });
  expect(chunks.map(({ kind }) => kind)).toEqual(['summary', 'report']);
});

test('however long the text, every word is in some piece and no piece is too long', () => {
  const word = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 })
    .filter((text) => !/\s/u.test(text));
  const long = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n')), {
    minLength: 400,
    maxLength: 2000,
  });
  fc.assert(
    fc.property(long, (words) => {
      const text = words.map(([each, separator]) => each + separator).join('');
      const pieces = chunksFrom({ comment: { total: 1, comments: [comment(1, text)] } }).filter(
        ({ kind }) => kind === 'comment',
      );
      for (const piece of pieces) {
        expect(piece.text.length).toBeLessThanOrEqual(4000);
        expect(piece.text.isWellFormed()).toBe(true);
      }
      const joined = pieces.map((piece) => piece.text).join('\n');
      expect(joined.split(/\s+/u)).toEqual(text.trim().split(/\s+/u));
    }),
    { numRuns: 30 },
  );
});
