import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentToText } from '../../../src/domain/index.ts';
import { CSV_HEADER, csv, csvRow } from '../../support/csv.ts';
import { inPieces, readFile } from '../../support/import-file.ts';
import { testData } from '../../support/test-data.ts';

const rows = [
  [...CSV_HEADER, 'Description'],
  [...csvRow(1), 'Zürich – “naïve”; it,\tfails | "hard"\r\nnext line\n'],
  [...csvRow(2), 'plain'],
];

async function descriptions(content: Uint8Array | string): Promise<unknown[]> {
  const { records, refused } = await readFile(content);
  expect(refused).toEqual([]);
  return records.map(({ body }) => (body as { cells: Record<string, string[]> }).cells.Description?.[0]);
}

const expected = rows.slice(1).map((row) => row.at(-1));

test.each([',', ';', '\t', '|'])('the delimiter %j is recognised', async (delimiter) => {
  expect(await descriptions(csv(rows, delimiter))).toEqual(expected);
});

test.each(['\r\n', '\n'])('so is the line end %j', async (lineEnd) => {
  expect(await descriptions(csv(rows, ',', lineEnd))).toEqual(expected);
});

test('old Macintosh line ends', async () => {
  const plain = [[...CSV_HEADER], csvRow(1), csvRow(2)];
  const { accepted } = await readFile(csv(plain, ',', '\r'));
  expect(accepted.map(({ ticket }) => ticket.key)).toEqual(['PAY-1', 'PAY-2']);
});

describe('encodings', () => {
  const text = csv(rows);
  const utf16be = (value: string) => Buffer.from(value, 'utf16le').swap16();

  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE with its mark', utf16be(`\ufeff${text}`)],
    ['UTF-16 BE', utf16be(text)],
  ])('%s', async (_, content) => {
    expect(await descriptions(content)).toEqual(expected);
  });

  test('windows-1252, row by row', async () => {
    const western = csv(rows).replace('–', '\u0096').replace('“', '\u0093').replace('”', '\u0094');
    expect(await descriptions(Buffer.from(western, 'latin1'))).toEqual(expected);
  });
});

test('whatever cells hold and wherever pieces end, they come out as they went in', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ';', ' ', 'ü'),
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      async (cells, piece) => {
        const content = csv([
          [...CSV_HEADER, 'Description'],
          ...cells.map((each, at) => [...csvRow(at + 1), each]),
        ]);
        const { records, refused } = await readFile(inPieces(content, piece));
        expect(refused).toEqual([]);
        const read = records.map(
          ({ body }) => (body as { cells: Record<string, string[]> }).cells.Description?.[0] ?? '',
        );
        expect(read).toEqual(cells);
      },
    ),
    { numRuns: 200 },
  );
});

test('a row with too few or too many cells is refused by its line, the rest goes on', async () => {
  const content = csv([
    CSV_HEADER,
    csvRow(1).with(0, 'two\nlines'),
    csvRow(2).slice(2),
    [...csvRow(3), 'x'],
    csvRow(4),
  ]);
  const { accepted, refused } = await readFile(content);
  expect(accepted.map(({ ticket }) => ticket.key)).toEqual(['PAY-1', 'PAY-4']);
  expect(refused.map(({ reason }) => reason)).toEqual([
    'line 4: 5 cells under a header of 7 columns',
    'line 5: 8 cells under a header of 7 columns',
  ]);
});

test('a last row that breaks off inside a quote is refused with what there is of it', async () => {
  const whole = csv([CSV_HEADER, csvRow(1), csvRow(2).with(0, 'a, b')]);
  const { accepted, refused } = await readFile(whole.slice(0, whole.indexOf('a, b') + 2));
  expect(accepted).toHaveLength(1);
  expect(refused).toMatchObject([
    { reason: expect.stringContaining('line 3'), record: { body: { unreadable: '"a,', bytes: 3 } } },
  ]);
});

test('empty lines and rows of empty cells are no records', async () => {
  const content = `${csv([CSV_HEADER, csvRow(1)])}\r\n,,,,,,\r\n${csv([csvRow(2)])}\r\n\r\n`;
  const { accepted, refused } = await readFile(content);
  expect([accepted.length, refused.length]).toEqual([2, 0]);
});

test('a row beyond the limit is refused with its size, and rows behind it are read', async () => {
  async function* large(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${csv([CSV_HEADER, csvRow(1)])}"`);
    for (let i = 0; i < 40; i += 1) yield Buffer.alloc(1_000_000, 'a');
    yield Buffer.from(`"${',x'.repeat(6)}\r\n${csv([csvRow(2)])}`);
  }
  const { accepted, refused } = await readFile(large());
  expect(accepted.map(({ ticket }) => ticket.key)).toEqual(['PAY-1', 'PAY-2']);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatch(/^line 3: 40\.0 MB, more than/);
  expect(JSON.stringify(refused).length).toBeLessThan(70_000);
});

describe.skipIf(testData === null)('an export of 400 real tickets', () => {
  const folder = join(testData ?? '', 'apache-jira');
  const file = join(folder, 'jira_ui_style_export_400.csv');
  /** The export has as many columns for comments as the tool that made it allowed. */
  const COMMENT_COLUMNS = 30;

  interface Truth {
    readonly key: string;
    readonly summary: string;
    readonly statusCategory: string;
    readonly created: string;
    readonly updated: string;
    readonly labels: string[];
    readonly components: string[];
    readonly comments: { readonly author: string; readonly created: string; readonly body: string }[];
  }
  const truth = () =>
    new Map(
      ['hdfs', 'mapreduce', 'storm', 'zookeeper'].flatMap((project) =>
        gunzipSync(readFileSync(join(folder, `${project}.jsonl.gz`)))
          .toString('utf8')
          .trimEnd()
          .split('\n')
          .map((line): [string, Truth] => {
            const issue = JSON.parse(line);
            return [issue.id, issue];
          }),
      ),
    );
  const minute = (time: number) => Math.floor(time / 60_000);
  /** Macro tags, headings and the look of images are no words. */
  const syntax = /\{\w+(?::[^{}\n]*)?\}|^\s*(?:h\d|bq)\.|\|thumbnail/gm;
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

  test('loses no ticket, no comment and no word of one', async () => {
    const known = truth();
    const { accepted, refused } = await readFile(createReadStream(file));
    expect(refused).toEqual([]);
    expect(accepted).toHaveLength(400);
    let comments = 0;
    for (const { ticket } of accepted) {
      const { statusCategory, created, updated, ...real } = known.get(ticket.id)!;
      expect(ticket).toMatchObject({
        key: real.key,
        summary: real.summary.trim(),
        status: { category: statusCategory },
        labels: real.labels,
        components: real.components,
      });
      expect(minute(ticket.created)).toBe(minute(Date.parse(created)));
      expect(minute(ticket.updated)).toBe(minute(Date.parse(updated)));
      expect(ticket.comments).toHaveLength(Math.min(COMMENT_COLUMNS, real.comments.length));
      for (const { author, created, body } of ticket.comments) {
        const all = `${documentToText(body)} ${JSON.stringify(body)}`;
        const kept = new Set(words(all));
        // The one it is: by its minute, its author and all of its words.
        const same = real.comments.find(
          (each) =>
            each.author === author?.accountId &&
            minute(Date.parse(each.created)) === minute(created) &&
            words(each.body.replaceAll(syntax, ' ')).every((word) => kept.has(word) || all.includes(word)),
        );
        expect(same, `${ticket.key} ${documentToText(body).slice(0, 200)}`).toBeDefined();
        comments += 1;
      }
    }
    expect(comments).toBe(2858);
  });
});
