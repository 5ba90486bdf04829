import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gate } from '../../src/ingest/gate.ts';
import type { LakeEntry } from '../../src/ingest/lake/lake.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const summaries = async ({ database }: OpenIntake) =>
  (await database.selectFrom('tickets').select(['key', 'summary']).orderBy('key').execute()).map(
    ({ key, summary }) => `${key} ${summary}`,
  );

test('disposes of every record of a batch', async () => {
  const open = await openIntake(temporaryFolder());
  const bodies = [issue(1), issue(2, { summary: '' }), issue(1), issue(3), { nonsense: true }];
  const counts = await open.intake.take(open.runId, bodies.map(record));
  expect(counts).toEqual({ taken: 5, applied: 2, duplicate: 1, refused: 2 });
  expect(await balance(open)).toEqual({ received: 5, disposed: 5 });
  const letters = await open.database
    .selectFrom('dead_letters')
    .select(['external_id', 'path', 'record_json'])
    .execute();
  expect(letters.map(({ external_id, path }) => [external_id, path])).toEqual([
    ['10002', 'fields.summary'],
    [null, 'id'],
  ]);
  expect(JSON.parse(letters[1]?.record_json ?? '').body).toEqual({ nonsense: true });
});

test('a ticket brings its comments and the work for the index, and a newer state replaces all of them', async () => {
  const open = await openIntake(temporaryFolder());
  const comments = [comment(1, 'first'), comment(2, 'second')];
  await open.intake.take(open.runId, [record(issue(1, { comment: { total: 2, comments } }))]);
  const newer = issue(1, {
    summary: 'Charged once',
    updated: '2026-02-01T00:00:00.000+0000',
    comment: { total: 1, comments: [comment(2, 'edited')] },
  });
  await open.intake.take(open.runId, [record(newer)]);
  expect(await summaries(open)).toEqual(['PAY-1 Charged once']);
  const rows = await open.database.selectFrom('comments').select(['id', 'body_json']).execute();
  expect(rows.map(({ id, body_json }) => [id, body_json.includes('edited')])).toEqual([['2', true]]);
  expect(await open.database.selectFrom('index_work').selectAll().execute()).toEqual([
    { ticket_id: '10001', lake_seq: 2, attempts: 0, error: null, urgent: 0 },
  ]);
});

test('an older state that arrives late changes nothing', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [
    record(issue(1, { summary: 'new', updated: '2026-02-01T00:00:00.000+0000' })),
  ]);
  const counts = await open.intake.take(open.runId, [record(issue(1, { summary: 'old' }))]);
  expect(counts).toMatchObject({ applied: 0, duplicate: 1 });
  expect(await summaries(open)).toEqual(['PAY-1 new']);
});

test('a key that belongs to another ticket is a dead letter, not a replacement', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(issue(1))]);
  const counts = await open.intake.take(open.runId, [record(issue(2, {}, { key: 'PAY-1' }))]);
  expect(counts).toMatchObject({ applied: 0, refused: 1 });
  expect(await summaries(open)).toEqual(['PAY-1 Payment 1 is charged twice']);
});

test('what a crash left between lake and tickets is applied at the next start, once', async () => {
  const folder = temporaryFolder();
  const before = await openIntake(folder);
  await before.intake.take(before.runId, [record(issue(1))]);
  const left = [issue(2), issue(3)].map((body) => (gate(record(body)) as { accepted: LakeEntry }).accepted);
  await before.lake.append(left);
  expect(await before.intake.pending()).toBe(2);
  expect(await balance(before)).toEqual({ received: 3, disposed: 3 });

  expect(await before.intake.recover()).toBe(2);
  expect(await before.intake.recover()).toBe(0);
  expect(await summaries(before)).toHaveLength(3);
  expect(await balance(before)).toEqual({ received: 3, disposed: 3 });
});

test('a batch whose transaction fails leaves no half of it, and is made good from the lake', async () => {
  const open = await openIntake(temporaryFolder());
  await expect(open.intake.take(999, [record(issue(1)), record(issue(2))])).rejects.toThrow(/FOREIGN KEY/);
  expect(await summaries(open)).toEqual([]);
  expect(await open.intake.pending()).toBe(2);
  await open.intake.take(open.runId, [record(issue(3))]);
  expect(await summaries(open)).toHaveLength(3);
  expect(await balance(open)).toEqual({ received: 3, disposed: 3 });
});

test('a lake that lost lines is reported, not counted as balanced', async () => {
  const folder = temporaryFolder();
  const before = await openIntake(folder);
  await before.intake.take(before.runId, [record(issue(1))]);
  rmSync(join(folder, 'lake'), { recursive: true });
  await expect(openIntake(folder)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('lacks lines 1 to 1'),
  });
});

test('keys that tickets exchange or hand on within a batch follow them', async () => {
  const open = await openIntake(temporaryFolder());
  const later = { updated: '2026-02-01T00:00:00.000+0000' };
  await open.intake.take(open.runId, [issue(1), issue(2), issue(3)].map(record));
  const moved = [
    issue(1, later, { key: 'PAY-2' }),
    issue(2, later, { key: 'PAY-1' }),
    issue(3, later, { key: 'CORE-9' }),
    issue(4, later, { key: 'PAY-3' }),
  ];
  expect(await open.intake.take(open.runId, moved.map(record))).toMatchObject({ applied: 4, refused: 0 });
  const rows = await open.database.selectFrom('tickets').select(['id', 'key']).orderBy('id').execute();
  expect(rows.map(({ id, key }) => `${id} ${key}`)).toEqual([
    '10001 PAY-2',
    '10002 PAY-1',
    '10003 CORE-9',
    '10004 PAY-3',
  ]);
});

test('a record that is refused again is the same dead letter', async () => {
  const open = await openIntake(temporaryFolder());
  const bad = record(issue(1, { summary: '' }));
  expect(await open.intake.take(open.runId, [bad, bad])).toEqual({
    taken: 2,
    applied: 0,
    duplicate: 1,
    refused: 1,
  });
  expect(await open.intake.take(open.runId, [{ ...bad, fetchedAt: 1 }])).toMatchObject({
    duplicate: 1,
    refused: 0,
  });
  const letters = await open.database.selectFrom('dead_letters').select('attempts').execute();
  expect(letters).toEqual([{ attempts: 3 }]);
  expect(await balance(open)).toEqual({ received: 3, disposed: 3 });
});
