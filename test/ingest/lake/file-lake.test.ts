import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openFileLake } from '../../../src/ingest/index.ts';
import { lakeContract } from '../../contracts/lake.ts';
import { lakeEntries } from '../../support/lake.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

lakeContract(temporaryFolder, (folder) => openFileLake(folder, { acknowledged: null }));

async function open(folder: string, acknowledged: number | null = null) {
  const lake = await openFileLake(folder, { acknowledged });
  onTestFinished(() => lake.close());
  return lake;
}

/** A lake of one group, closed; gives the path of its only segment. */
async function made(folder: string, ...numbers: number[]): Promise<string> {
  const lake = await openFileLake(folder, { acknowledged: null });
  await lake.append(lakeEntries(...numbers));
  await lake.close();
  return join(folder, '000000000001.jsonl');
}

const idsAfter = async (lake: Awaited<ReturnType<typeof open>>, seq: number) =>
  (await Array.fromAsync(lake.readAfter(seq))).map((line) => `${line.seq}:${line.record.externalId}`);

test('every flipped bit of a line is noticed, and its file, line and place are named', async () => {
  const folder = temporaryFolder();
  const file = await made(folder, 1, 2);
  const bytes = readFileSync(file);
  const [first = 0, second = 0] = [bytes.indexOf(0x0a) + 1, bytes.length];
  for (let at = first; at < second; at += 7) {
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
    writeFileSync(file, flipped);
    await expect(openFileLake(folder, { acknowledged: 2 }), `byte ${at}`).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringMatching(
        at < second - 1 ? `${file} line 2 \\(byte ${first}\\)` : 'lacks lines 2 to 2',
      ),
    });
  }
});

test('what goes bad while the lake is open is noticed by the next reader', async () => {
  const folder = temporaryFolder();
  const file = await made(folder, 1, 2);
  const lake = await open(folder);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Payment 2 is', 'Payment 7 is'));
  await expect(idsAfter(lake, 0)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('000000000001.jsonl line 2 (byte '),
  });
});

test('the name of every segment is flushed before anything is appended to it', async () => {
  const folder = temporaryFolder();
  const probe = await openFile(folder);
  const handles: FileHandle = Object.getPrototypeOf(probe);
  await probe.close();
  const segmentsIn = () => readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const flushed = new Set<string>();
  const unflushed: string[] = [];
  const { sync, appendFile } = handles;
  vi.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
    if ((await this.stat()).isDirectory()) for (const name of segmentsIn()) flushed.add(name);
    return sync.call(this);
  });
  vi.spyOn(handles, 'appendFile').mockImplementation(async function (this: FileHandle, data, ...rest) {
    unflushed.push(...segmentsIn().filter((name) => !flushed.has(name)));
    return appendFile.call(this, data, ...rest);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const lake = await openFileLake(folder, { acknowledged: null, segmentBytes: 10 });
  onTestFinished(() => lake.close());
  for (const number of [1, 2, 3]) await lake.append(lakeEntries(number));
  expect(segmentsIn()).toHaveLength(3);
  expect(unflushed).toEqual([]);
});

describe('over several segments', () => {
  async function threeSegments(folder: string): Promise<string[]> {
    const lake = await openFileLake(folder, { acknowledged: null, segmentBytes: 10 });
    for (const number of [1, 2, 3]) await lake.append(lakeEntries(number));
    await lake.close();
    return readdirSync(folder).sort();
  }

  test('reads on from one to the next, also after opening again', async () => {
    const folder = temporaryFolder();
    expect(await threeSegments(folder)).toEqual([
      '000000000001.jsonl',
      '000000000002.jsonl',
      '000000000003.jsonl',
      'manifest.json',
    ]);
    const lake = await open(folder, 3);
    expect(await idsAfter(lake, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
    expect(await idsAfter(lake, 1)).toEqual(['2:10002', '3:10003']);
  });

  test('notices a segment that is missing, and one that lost its end', async () => {
    const folder = temporaryFolder();
    const [, middle = ''] = await threeSegments(folder);
    const whole = readFileSync(join(folder, middle));
    rmSync(join(folder, middle));
    await expect(idsAfter(await open(folder, 3), 0)).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining(middle),
    });
    writeFileSync(join(folder, middle), whole.subarray(0, -1));
    await expect(idsAfter(await open(folder, 3), 0)).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining(`${middle} has 0 lines, and 1 were written`),
    });
  });

  test('a manifest that is missing beside segments, or damaged, is reported by name', async () => {
    const folder = temporaryFolder();
    await threeSegments(folder);
    const manifest = join(folder, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace('"lines":1', '"lines":3'));
    const damaged = {
      code: 'data-unreadable',
      detail: expect.stringContaining('manifest.json: its checksum'),
    };
    await expect(openFileLake(folder, { acknowledged: null })).rejects.toMatchObject(damaged);
    rmSync(manifest);
    await expect(openFileLake(folder, { acknowledged: null })).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringMatching(/manifest\.json is missing beside 000000000001\.jsonl\.$/),
    });
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('what an interrupted rewriting left is removed, and newer lines than the manifest knows never are', async () => {
    const folder = temporaryFolder();
    const [first = ''] = await threeSegments(folder);
    const leftover = join(folder, '000000000001.1.jsonl');
    writeFileSync(leftover, readFileSync(join(folder, first)));
    await (await open(folder, 3)).close();
    expect(readdirSync(folder)).not.toContain('000000000001.1.jsonl');

    writeFileSync(join(folder, '000000000004.jsonl'), readFileSync(join(folder, first)));
    await expect(openFileLake(folder, { acknowledged: null })).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining('does not list 000000000004.jsonl'),
    });
    expect(readdirSync(folder)).toContain('000000000004.jsonl');
  });
});

test('a folder that an earlier development version wrote is recognised', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '000000000001.jsonl'), '{"seq":1,"source":"jira"}\n');
  await expect(openFileLake(folder, { acknowledged: null })).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('an earlier development version'),
  });
});

describe('on a full disk', () => {
  /** Makes the file system fail as a full one does: once a part of what is appended is written. */
  async function failingAppends(): Promise<{ appends: number; truncates: number }> {
    const probe = await openFile(import.meta.filename);
    const handles: FileHandle = Object.getPrototypeOf(probe);
    await probe.close();
    const left = { appends: 0, truncates: 0 };
    const noSpace = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const { appendFile, truncate } = handles;
    vi.spyOn(handles, 'appendFile').mockImplementation(async function (this: FileHandle, data, ...rest) {
      if (left.appends === 0) return appendFile.call(this, data, ...rest);
      left.appends -= 1;
      await appendFile.call(this, String(data).slice(0, String(data).length / 2));
      throw noSpace();
    });
    vi.spyOn(handles, 'truncate').mockImplementation(async function (this: FileHandle, ...parameters) {
      if (left.truncates === 0) return truncate.apply(this, parameters);
      left.truncates -= 1;
      throw noSpace();
    });
    onTestFinished(() => void vi.restoreAllMocks());
    return left;
  }

  test.each([0, 1, 2])(
    'a group leaves nothing behind, also where cleaning up fails %d times',
    async (failing) => {
      const folder = temporaryFolder();
      const lake = await open(folder);
      await lake.append(lakeEntries(1));
      const left = await failingAppends();
      left.appends = 1;
      left.truncates = failing;
      await expect(lake.append(lakeEntries(2, 3))).rejects.toMatchObject({
        code: 'disk-full',
        detail: folder,
      });
      expect(lake.lastSeq).toBe(1);
      if (failing === 2)
        await expect(lake.append(lakeEntries(2))).rejects.toMatchObject({ code: 'disk-full' });
      expect(await lake.append(lakeEntries(2))).toBe(2);
      expect(await idsAfter(lake, 0)).toEqual(['1:10001', '2:10002']);
    },
  );

  test('what could not be cleaned up before the process ended is cut by the next', async () => {
    const folder = temporaryFolder();
    const lake = await openFileLake(folder, { acknowledged: null });
    await lake.append(lakeEntries(1));
    const left = await failingAppends();
    left.appends = 1;
    left.truncates = 1;
    await expect(lake.append(lakeEntries(2))).rejects.toMatchObject({ code: 'disk-full' });
    await lake.close();
    const again = await open(folder, 1);
    expect(again.lastSeq).toBe(1);
    expect(await again.append(lakeEntries(2))).toBe(2);
  });
});
