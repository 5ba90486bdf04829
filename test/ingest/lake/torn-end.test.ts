import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFileLake } from '../../../src/ingest/index.ts';
import type { Cut } from '../../../src/ingest/lake/open-segment.ts';
import { lakeEntries } from '../../support/lake.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A lake whose lines 1 and 2 were acknowledged, and 3 and 4 written behind them; `spoil` is what the crash did. */
async function crashed(
  spoil: (bytes: Buffer, ends: number[]) => Buffer,
): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder();
  const lake = await openFileLake(folder, { acknowledged: null });
  await lake.append(lakeEntries(1, 2));
  await lake.append(lakeEntries(3, 4));
  await lake.close();
  const file = join(folder, '000000000001.jsonl');
  const bytes = readFileSync(file);
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1);
  writeFileSync(file, spoil(bytes, ends));
  return { folder, file };
}

async function reopened(folder: string, acknowledged: number | null = 2) {
  const cuts: Cut[] = [];
  const lake = await openFileLake(folder, { acknowledged, reportCut: async (cut) => void cuts.push(cut) });
  onTestFinished(() => lake.close());
  const seqs = (await Array.fromAsync(lake.readAfter(0))).map(({ seq }) => seq);
  return { lake, seqs, cuts };
}

const spoilt = (bytes: Buffer, at: number, by: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + by.length)]);

test.each<[string, number[], (bytes: Buffer, ends: number[]) => Buffer]>([
  ['a last line that is torn', [1, 2, 3], (bytes) => bytes.subarray(0, -50)],
  ['a last line without its line feed', [1, 2, 3], (bytes) => bytes.subarray(0, -1)],
  ['a whole group that is torn', [1, 2], (bytes, [, second = 0]) => bytes.subarray(0, second + 9)],
  ['zeros', [1, 2, 3, 4], (bytes) => Buffer.concat([bytes, Buffer.alloc(5000)])],
  ['zeros and line feeds', [1, 2, 3, 4], (bytes) => Buffer.concat([bytes, Buffer.from('\0\0\n\0\n')])],
  [
    'a block of zeros within a group',
    [1, 2],
    (bytes, [, second = 0]) => spoilt(bytes, second, Buffer.alloc(512)),
  ],
  [
    'a last line that is whole but damaged',
    [1, 2, 3],
    (bytes) => spoilt(bytes, bytes.length - 9, Buffer.from('#')),
  ],
  [
    'a line that belongs elsewhere',
    [1, 2, 3, 4],
    (bytes, [first = 0]) => Buffer.concat([bytes, bytes.subarray(0, first)]),
  ],
])('%s is cut and reported, and what verifies before it stays', async (_, kept, spoil) => {
  const { folder, file } = await crashed(spoil);
  const size = statSync(file).size;
  const { lake, seqs, cuts } = await reopened(folder);
  expect(seqs).toEqual(kept);
  expect(cuts).toEqual([
    {
      file,
      offset: statSync(file).size,
      bytes: size - statSync(file).size,
      lastSeq: kept.at(-1),
      unacknowledged: true,
    },
  ]);
  expect(await lake.append(lakeEntries(5))).toBe(kept.length + 1);
  expect((await reopened(folder)).cuts).toEqual([]);
});

test.each<[string, RegExp, (bytes: Buffer, ends: number[]) => Buffer]>([
  [
    'damaged',
    /line 2 \(byte \d+\) is damaged/,
    (bytes, [first = 0]) => spoilt(bytes, first + 300, Buffer.from('#')),
  ],
  ['torn', /lacks lines 2 to 2/, (bytes, [first = 0]) => bytes.subarray(0, first + 30)],
  ['missing', /lacks lines 2 to 2/, (bytes, [first = 0]) => bytes.subarray(0, first)],
  [
    'of zeros',
    /line 2 \(byte \d+\) is damaged/,
    (bytes, [first = 0]) => spoilt(bytes, first, Buffer.alloc(100)),
  ],
])('an acknowledged line that is %s is damage, and nothing is cut', async (_, detail, spoil) => {
  const { folder, file } = await crashed(spoil);
  const before = readFileSync(file);
  await expect(reopened(folder)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringMatching(detail),
  });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('where nobody knows what was acknowledged, only what has no whole line behind it is cut', async () => {
  const torn = await crashed((bytes) => bytes.subarray(0, -50));
  expect((await reopened(torn.folder, null)).seqs).toEqual([1, 2, 3]);
  const damaged = await crashed((bytes) => spoilt(bytes, 300, Buffer.from('#')));
  await expect(reopened(damaged.folder, null)).rejects.toMatchObject({ code: 'data-unreadable' });
});

test('opens at any point at which its only segment was torn', async () => {
  const { folder, file } = await crashed((bytes) => bytes);
  const text = readFileSync(file);
  for (let length = 0; length <= text.length; length += 97) {
    writeFileSync(file, text.subarray(0, length));
    const lines = text.subarray(0, length).filter((byte) => byte === 0x0a).length;
    const { lake, seqs } = await reopened(folder, 0);
    expect(seqs).toHaveLength(lines);
    await lake.close();
  }
});

test('a cut that cannot be reported is not made', async () => {
  const { folder, file } = await crashed((bytes) => bytes);
  appendFileSync(file, 'torn');
  const before = statSync(file).size;
  const reportCut = () => Promise.reject(new Error('no report'));
  await expect(openFileLake(folder, { acknowledged: 2, reportCut })).rejects.toThrow('no report');
  expect(statSync(file).size).toBe(before);
});

describe('a lake that the database knows the beginning of only, as after an older one was restored', () => {
  /** Groups of lines, all flushed; gives where each line ends. */
  async function lakeOf(...groups: number[]) {
    const folder = temporaryFolder();
    const lake = await openFileLake(folder, { acknowledged: null });
    let next = 1;
    for (const size of groups) {
      await lake.append(lakeEntries(...Array.from({ length: size }, () => next++)));
    }
    await lake.close();
    const file = join(folder, '000000000001.jsonl');
    const bytes = readFileSync(file);
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1);
    return { folder, file, bytes, ends };
  }

  test.each<[string, number[], (bytes: Buffer, from: number, to: number) => Buffer]>([
    ['a flipped bit within one group', [99], (bytes, from) => spoilt(bytes, from + 300, Buffer.from('#'))],
    ['a flipped bit among several groups', [1, 49, 49], (b, from) => spoilt(b, from + 300, Buffer.from('#'))],
    [
      'a zero in a line of the last group',
      [1, 98],
      (bytes, from) => spoilt(bytes, from + 300, Buffer.alloc(1)),
    ],
    [
      'zeros in a group that another follows',
      [1, 97, 1],
      (bytes, from) => spoilt(bytes, from, Buffer.alloc(512)),
    ],
    ['zeros in the group that the database has begun', [99], (b, from) => spoilt(b, from, Buffer.alloc(512))],
    [
      'a line that is gone',
      [1, 98],
      (bytes, from, to) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]),
    ],
  ])('with %s is damaged: no whole line is cut', async (_, groups, spoil) => {
    const { folder, file, bytes, ends } = await lakeOf(...groups);
    const after = spoil(bytes, ends[2]!, ends[3]!);
    writeFileSync(file, after);
    await expect(reopened(folder, 1)).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining(`${file} line 4 (byte ${ends[2]}) is damaged`),
    });
    expect(readFileSync(file).equals(after)).toBe(true);
  });

  test.each([null, 1])(
    'says that it may have been acknowledged, where the database knows %s',
    async (known) => {
      const { folder, file, bytes, ends } = await lakeOf(1, 1, 1, 1);
      writeFileSync(file, spoilt(bytes, ends[2]! + 300, Buffer.from('#')));
      const { seqs, cuts } = await reopened(folder, known);
      expect(seqs).toEqual([1, 2, 3]);
      expect(cuts).toMatchObject([{ lastSeq: 3, unacknowledged: false }]);
    },
  );
});
