import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyLake, isLakeFile } from '../../src/ingest/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = '000000000001.jsonl';
const REWRITTEN = '000000000001.2.jsonl';

async function lakeOf(files: Record<string, string>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

test('what is lake is copied, and nothing else', async () => {
  const lake = { [FIRST]: 'lines', 'manifest.json': 'm1', 'erasures.jsonl': 'e' };
  const from = await lakeOf({ ...lake, 'manifest.json.new': 'torn', 'mine.txt': 'mine' });
  const to = temporaryFolder();
  const copied = await copyLake(from, to, copyFile);
  expect([...copied.keys()].sort()).toEqual(Object.keys(lake).sort());
  expect(await contentOf(to)).toEqual(lake);
});

test.each([
  ['before its file was copied', (name: string) => name === FIRST],
  ['after its files were copied', (name: string) => name === 'manifest.json'],
])('a lake that is rewritten %s is copied anew', async (_, isMoment) => {
  const from = await lakeOf({ [FIRST]: 'old', 'manifest.json': 'm1' });
  const to = temporaryFolder();
  let rewritten = false;
  await copyLake(from, to, async (source, target) => {
    if (!rewritten && isMoment(source.slice(from.length + 1))) {
      rewritten = true;
      await writeFile(join(from, REWRITTEN), 'new');
      await writeFile(join(from, 'manifest.json'), 'm2');
      await rm(join(from, FIRST));
    }
    await copyFile(source, target);
  });
  expect(await contentOf(to)).toEqual({ [REWRITTEN]: 'new', 'manifest.json': 'm2' });
});

test('a lake that never rests is given up, by name', async () => {
  const from = await lakeOf({ 'manifest.json': '0' });
  let times = 0;
  const copying = copyLake(from, temporaryFolder(), async (source, target) => {
    times += 1;
    await copyFile(source, target);
    await writeFile(join(from, 'manifest.json'), String(times));
  });
  await expect(copying).rejects.toMatchObject({
    code: 'data-folder-busy',
    detail: expect.stringContaining(from),
  });
});

test('what fails otherwise fails the copy', async () => {
  const from = await lakeOf({ [FIRST]: 'lines' });
  const failing = () => Promise.reject(new Error('disk on fire'));
  await expect(copyLake(from, temporaryFolder(), failing)).rejects.toThrow('disk on fire');
});

test.each([FIRST, REWRITTEN, 'manifest.json', 'manifest.json.new', 'erasures.jsonl'])(
  '%s is lake',
  (name) => {
    expect(isLakeFile(name)).toBe(true);
  },
);
test.each(['mine.txt', '1.jsonl', 'x000000000001.jsonl', 'manifest.json.old'])('%s is not', (name) => {
  expect(isLakeFile(name)).toBe(false);
});
