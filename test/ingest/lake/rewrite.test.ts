import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Lake, openFileLake } from '../../../src/ingest/index.ts';
import type { OpenedLine } from '../../../src/ingest/lake/line.ts';
import { lakeEntries } from '../../support/lake.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function open(folder: string, acknowledged: number | null = null): Promise<Lake> {
  const lake = await openFileLake(folder, { acknowledged, segmentBytes: 2000 });
  onTestFinished(() => lake.close());
  return lake;
}

/** Three segments: lines 1 to 3, 4 to 6, and 7, which is open. */
async function filled(folder: string): Promise<Lake> {
  const lake = await open(folder);
  for (const numbers of [[1, 2, 3], [4, 5, 6], [7]]) await lake.append(lakeEntries(...numbers));
  return lake;
}

const seqs = async (lake: Lake) => (await Array.fromAsync(lake.readAfter(0))).map(({ seq }) => seq);
const dropping =
  (...dropped: number[]) =>
  ({ head }: OpenedLine) =>
    dropped.includes(head.seq) ? ('drop' as const) : ('keep' as const);
const segments = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

test('only segments that are concerned are written anew, and no old file stays', async () => {
  const folder = temporaryFolder();
  const lake = await filled(folder);
  const untouched = readFileSync(join(folder, '000000000004.jsonl'));
  expect(await lake.rewrite(dropping(2))).toEqual({ dropped: 1, changed: 0 });
  expect(await seqs(lake)).toEqual([1, 3, 4, 5, 6, 7]);
  expect(segments(folder)).toEqual(['000000000001.1.jsonl', '000000000004.jsonl', '000000000007.jsonl']);
  expect(readFileSync(join(folder, '000000000004.jsonl')).equals(untouched)).toBe(true);
});

test('small neighbours become one, so that many rewritings do not leave many files', async () => {
  const folder = temporaryFolder();
  const lake = await openFileLake(folder, { acknowledged: null });
  onTestFinished(() => lake.close());
  for (let number = 1; number <= 10; number += 1) {
    await lake.append(lakeEntries(number));
    if (number % 2 === 0) await lake.rewrite(dropping(number));
  }
  expect(await seqs(lake)).toEqual([1, 3, 5, 7, 9]);
  expect(segments(folder)).toHaveLength(2);
});

test('numbers of dropped lines are never given again, also where the last one went', async () => {
  const folder = temporaryFolder();
  const lake = await filled(folder);
  await lake.rewrite(dropping(4, 5, 6, 7));
  expect(lake.lastSeq).toBe(7);
  expect(await lake.append(lakeEntries(8))).toBe(8);
  await lake.close();
  const again = await open(folder, 8);
  expect(await seqs(again)).toEqual([1, 2, 3, 8]);
  expect(again.lastSeq).toBe(8);
  expect(await Array.fromAsync(again.readAfter(3))).toHaveLength(1);
});

test('a changed line keeps its number and gets the digest of its new body', async () => {
  const folder = temporaryFolder();
  const lake = await filled(folder);
  const [body] = lakeEntries(70);
  const counts = await lake.rewrite(({ head }) =>
    head.seq === 7 ? { bodyText: body?.bodyText as string } : 'keep',
  );
  expect(counts).toEqual({ dropped: 0, changed: 1 });
  const lines = await Array.fromAsync(lake.readAfter(6));
  expect(lines).toMatchObject([{ seq: 7, digest: body?.digest, record: { externalId: '10007' } }]);
});

test('a rewriting that fails half way changes nothing, and done again it is complete', async () => {
  const folder = temporaryFolder();
  const lake = await filled(folder);
  const before = segments(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  let calls = 0;
  const failing = (line: OpenedLine) => {
    calls += 1;
    // The first reading finds the segment concerned; the second writes it.
    if (calls > 5) throw new Error('no more');
    return dropping(2)(line);
  };
  await expect(lake.rewrite(failing)).rejects.toThrow('no more');
  expect(segments(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
  await lake.rewrite(dropping(2));
  expect(await seqs(lake)).toEqual([1, 3, 4, 5, 6, 7]);
});

test('a crash before or after the new manifest leaves the old lines or the new ones', async () => {
  const folder = temporaryFolder();
  const lake = await filled(folder);
  const manifest = readFileSync(join(folder, 'manifest.json'));
  const old = readFileSync(join(folder, '000000000001.jsonl'));
  await lake.rewrite(dropping(2));
  await lake.close();
  const fresh = readFileSync(join(folder, 'manifest.json'));

  // The manifest was in force, the old file not yet gone.
  writeFileSync(join(folder, '000000000001.jsonl'), old);
  expect(await seqs(await open(folder, 7))).toEqual([1, 3, 4, 5, 6, 7]);
  expect(segments(folder)).not.toContain('000000000001.jsonl');

  // The new file was there, the manifest not yet in force.
  expect(fresh.equals(manifest)).toBe(false);
  writeFileSync(join(folder, '000000000001.jsonl'), old);
  writeFileSync(join(folder, 'manifest.json'), manifest);
  const again = await open(folder, 7);
  expect(await seqs(again)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(segments(folder)).not.toContain('000000000001.1.jsonl');
  await again.rewrite(dropping(2));
  expect(await seqs(again)).toEqual([1, 3, 4, 5, 6, 7]);
});
