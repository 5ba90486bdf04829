import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CSV_HEADER, csv, csvRow } from '../../support/csv.ts';
import { inPieces, readFile } from '../../support/import-file.ts';
import { issue } from '../../support/issue.ts';

const jsonl = [1, 2, 3].map((number) => `${JSON.stringify(issue(number))}\n`).join('');

test.each<[string, string | Uint8Array, string]>([
  ['nothing', '', 'empty'],
  ['a ZIP archive', 'PK\u0003\u0004rest', 'ZIP or Excel'],
  ['a web page', '<!DOCTYPE html><html>', 'web page'],
  ['an XML export', '<?xml version="1.0"?><rss>', 'XML'],
  ['a file compressed twice', gzipSync(gzipSync(jsonl)), 'compressed twice'],
  ['JSON without issues', '{"name":"casebook"}', 'has none'],
  ['a table of something else', 'name,age\nInes,40\n', 'begins with "name,age"'],
  [
    'an export without its keys',
    csv([CSV_HEADER.with(1, 'Number'), csvRow(1)]),
    'lacks the columns Issue key',
  ],
  ['prose', 'Dear Sir or Madam,\n\nthe payment', 'begins with "Dear Sir'],
])('%s is refused with what was expected and what was found', async (_, content, found) => {
  await expect(readFile(content)).rejects.toMatchObject({
    code: 'import-format',
    detail: expect.stringContaining(found),
  });
  await expect(readFile(content)).rejects.toMatchObject({
    detail: expect.stringContaining('expected issues as JSON'),
  });
});

test('lines of JSON below some other line are recognised', async () => {
  const { accepted, refused } = await readFile(`# exported yesterday\n${jsonl}`);
  expect([accepted.length, refused.length]).toEqual([3, 1]);
});

test('a format that was named is not guessed', async () => {
  const { format, refused } = await readFile('{"name":"casebook"}', { format: 'jsonl' });
  expect([format, refused.length]).toEqual(['jsonl', 1]);
});

// Each is a trap for whoever looks from every line or blank to the end again.
test.each(['\n', ' ', '\t\n', '"', '{"a":', '\\"', '" ', '": [', ',', '"\n'])(
  'a beginning of nothing but %j is seen through at once',
  async (piece) => {
    for (const start of ['{"fields":', 'x', '[']) {
      const content = start + piece.repeat(300_000 / piece.length);
      await readFile(content).then(
        ({ accepted }) => expect(accepted).toEqual([]),
        ({ code }) => expect(code).toBe('import-format'),
      );
    }
  },
);

describe('compressed files', () => {
  test('are unpacked as they are read', async () => {
    const { accepted } = await readFile(inPieces(gzipSync(jsonl), 10));
    expect(accepted).toHaveLength(3);
    const rows = await readFile(gzipSync(csv([CSV_HEADER, csvRow(1)])));
    expect(rows.accepted).toHaveLength(1);
  });

  test('that break off say so, after what came before', async () => {
    const packed = gzipSync(jsonl.repeat(200), { level: 0 });
    await expect(readFile(packed.subarray(0, packed.length / 2))).rejects.toMatchObject({
      code: 'import-damaged',
    });
  });

  test.each([
    ['one line without end', Buffer.alloc(256 << 20, 'a')],
    ['lines without number', Buffer.alloc(256 << 20, '{}\n')],
  ])('that were made to fill memory and disk are stopped early: %s', async (_, content) => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(jsonl), content]), { level: 9 });
    expect(bomb.length).toBeLessThan(1_000_000);
    // Of 256 MB, little more than the first one has been unpacked.
    const detail = expect.stringMatching(/became more than 1\d{6};/);
    await expect(readFile(bomb)).rejects.toMatchObject({ code: 'import-expands', detail });
  });

  test('of tickets that are much alike are no bombs', async () => {
    const alike = Array.from({ length: 5000 }, (_, at) => `${JSON.stringify(issue(at))}\n`).join('');
    const packed = gzipSync(alike, { level: 9 });
    expect(alike.length / packed.length).toBeGreaterThan(20);
    expect((await readFile(packed)).accepted).toHaveLength(5000);
  });
});

test('batches end by number and by size', async () => {
  const small = Array.from({ length: 250 }, (_, at) => `${JSON.stringify(issue(at))}\n`).join('');
  expect((await readFile(small)).batches).toEqual([100, 100, 50]);
  const large = { description: null, environment: null, customfield_1: 'x'.repeat(1_500_000) };
  const few = Array.from({ length: 7 }, (_, at) => `${JSON.stringify(issue(at, large))}\n`).join('');
  expect((await readFile(few)).batches).toEqual([3, 3, 1]);
});

test('tickets of other projects are passed over, what cannot be read is not', async () => {
  const other = JSON.stringify(issue(9, {}, { key: 'CORE-9' }));
  const { accepted, refused, skipped } = await readFile(`${jsonl}${other}\noops\n`, { projects: ['PAY'] });
  expect([accepted.length, refused.length, skipped]).toEqual([3, 1, 1]);
  const rows = csv([CSV_HEADER, csvRow(1), csvRow(2).with(1, 'CORE-2')]);
  expect(await readFile(rows, { projects: ['CORE'] })).toMatchObject({
    skipped: 1,
    accepted: [{ ticket: { key: 'CORE-2' } }],
  });
});
