import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { gate } from '../../src/ingest/gate.ts';
import { openFileLake } from '../../src/ingest/index.ts';
import type { LakeEntry } from '../../src/ingest/lake/lake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function entries(...numbers: number[]): LakeEntry[] {
  return numbers.map((number) => {
    const verdict = gate(record(issue(number)));
    if (!('accepted' in verdict)) throw new Error(verdict.refused.reason);
    return verdict.accepted;
  });
}

async function open(folder: string) {
  const lake = await openFileLake(folder);
  onTestFinished(() => lake.close());
  return lake;
}

const idsAfter = async (lake: Awaited<ReturnType<typeof open>>, seq: number) =>
  (await Array.fromAsync(lake.readAfter(seq))).map((line) => `${line.seq}:${line.record.externalId}`);

test('gives back what it was given, in order, from any number on', async () => {
  const lake = await open(temporaryFolder());
  expect(await lake.append(entries(1, 2))).toBe(1);
  expect(await lake.append(entries(3))).toBe(3);
  expect(await idsAfter(lake, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
  expect(await idsAfter(lake, 2)).toEqual(['3:10003']);
  const [line] = await Array.fromAsync(lake.readAfter(2));
  expect(line?.record.body).toEqual(issue(3));
});

test('keeps the format of a record, and reads lines from before there was one', async () => {
  const folder = temporaryFolder();
  const lake = await openFileLake(folder);
  const [v3] = entries(1);
  await lake.append([{ ...v3!, record: { ...v3!.record, format: 'jira-csv' } }]);
  await lake.close();
  const file = join(folder, readdirSync(folder)[0] as string);
  appendFileSync(
    file,
    readFileSync(file, 'utf8')
      .replace('"seq":1', '"seq":2')
      .replace(/"format":"[^"]*",/, ''),
  );
  const formats = (await Array.fromAsync((await open(folder)).readAfter(0))).map(
    ({ record }) => record.format,
  );
  expect(formats).toEqual(['jira-csv', 'jira-v3']);
});

test('goes on where it stopped when opened again', async () => {
  const folder = temporaryFolder();
  const first = await openFileLake(folder);
  await first.append(entries(1, 2));
  await first.close();
  const second = await open(folder);
  expect(second.lastSeq).toBe(2);
  await second.append(entries(3));
  expect(await idsAfter(second, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
});

test('cuts a last line that a crash tore, and loses no whole one', async () => {
  const folder = temporaryFolder();
  const first = await openFileLake(folder);
  await first.append(entries(1, 2));
  await first.close();
  const file = join(folder, readdirSync(folder)[0] as string);
  const whole = statSync(file).size;
  appendFileSync(file, '{"seq":3,"source":"jira","kind":"iss');
  const second = await open(folder);
  expect(statSync(file).size).toBe(whole);
  await second.append(entries(3));
  expect(await idsAfter(second, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
});

test('opens at any point at which its only segment was torn', async () => {
  const folder = temporaryFolder();
  const made = await openFileLake(folder);
  await made.append(entries(1, 2));
  await made.close();
  const file = join(folder, readdirSync(folder)[0] as string);
  const text = readFileSync(file);
  for (let length = 0; length <= text.length; length += 97) {
    writeFileSync(file, text.subarray(0, length));
    const torn = await openFileLake(folder);
    const lines = text.subarray(0, length).filter((byte) => byte === 0x0a).length;
    expect(torn.lastSeq).toBe(lines);
    expect(await Array.fromAsync(torn.readAfter(0))).toHaveLength(lines);
    await torn.close();
  }
});

test('a segment whose last line is not a line of the lake is reported by name', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '000000000001.jsonl'), 'hello\n');
  await expect(openFileLake(folder)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('000000000001.jsonl'),
  });
});

test('only a line feed ends a line, whatever a ticket holds', async () => {
  const lake = await open(temporaryFolder());
  const summary = 'before\u2028between\u2029after\r\u0085 "body": ,"body":{}';
  const verdict = gate(record(issue(1, { summary })));
  if (!('accepted' in verdict)) throw new Error(verdict.refused.reason);
  await lake.append([verdict.accepted, ...entries(2)]);
  const lines = await Array.fromAsync(lake.readAfter(0));
  expect(lines.map((line) => line.record.body)).toEqual([issue(1, { summary }), issue(2)]);
});

describe('over several segments', () => {
  async function threeSegments(folder: string) {
    const lake = await openFileLake(folder, 10);
    for (const number of [1, 2, 3]) await lake.append(entries(number));
    await lake.close();
    return readdirSync(folder).sort();
  }

  test('reads on from one to the next, also after opening again', async () => {
    const folder = temporaryFolder();
    expect(await threeSegments(folder)).toEqual([
      '000000000001.jsonl',
      '000000000002.jsonl',
      '000000000003.jsonl',
    ]);
    expect(await idsAfter(await open(folder), 1)).toEqual(['2:10002', '3:10003']);
  });

  test('notices a segment that is missing', async () => {
    const folder = temporaryFolder();
    const [, middle] = await threeSegments(folder);
    rmSync(join(folder, middle as string));
    await expect(idsAfter(await open(folder), 0)).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining('lacks lines 2 to 2'),
    });
  });
});

test('a flipped byte of a body is noticed and its line named', async () => {
  const folder = temporaryFolder();
  const made = await openFileLake(folder);
  await made.append(entries(1, 2));
  await made.close();
  const file = join(folder, readdirSync(folder)[0] as string);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Payment 1 is', 'Payment 7 is'));
  await expect(idsAfter(await open(folder), 0)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('line 1'),
  });
});
