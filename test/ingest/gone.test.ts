import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { compactLake, createDeadLetters, replayLake, verify } from '../../src/ingest/index.ts';
import { tombstoneRecord } from '../../src/ingest/sources/jira/tombstone.ts';
import { indexing } from '../../src/knowledge/index.ts';
import { type Database, readDatabase } from '../../src/platform/database/index.ts';
import { filesWith, openErasure } from '../support/erasure.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A ticket as Jira's API gives it. */
const fromJira = (number: number, month = 1, top: Record<string, unknown> = {}): RawRecord => ({
  ...record(
    issue(
      number,
      {
        updated: `2026-0${month}-05T08:00:00.000+0000`,
        comment: { total: 1, comments: [comment(number, `A word on ${number}`)] },
      },
      top,
    ),
  ),
  atJira: true,
});
const gone = (number: number, at = 1_767_300_000_000) => tombstoneRecord(String(10_000 + number), at);

const live = async ({ database }: OpenIntake) =>
  (await database.selectFrom('tickets').select(['id', 'key']).orderBy('id').execute()).map(
    ({ id, key }) => `${id} ${key}`,
  );

const TABLES = ['tickets', 'comments', 'tombstones', 'former_keys', 'index_work'];

async function rowsOf(database: Database, tables = TABLES) {
  const rows = async (table: string) =>
    (await sql<object>`select * from ${sql.table(table)}`.execute(database)).rows
      .map((row) => JSON.stringify(Object.entries(row).sort()))
      .sort();
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rows(table)])));
}

function replay({ database, intake, lake }: OpenIntake, folder: string) {
  const scratch = join(folder, 'scratch.sqlite');
  writeFileSync(scratch, '');
  const { signal } = new AbortController();
  return replayLake({ database, intake, lake, scratch, signal, onProgress: () => {} });
}

function verified(folder: string) {
  const sqlite = join(folder, 'casebook.sqlite');
  return verify({
    lakeFolder: join(folder, 'lake'),
    databasePlace: sqlite,
    withDatabase: (work) => readDatabase(sqlite, work),
    indexing,
  });
}

test('a ticket that Jira says is gone leaves with its comments and its work, and both equations hold', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  await open.intake.take(open.runId, [fromJira(1), fromJira(2)]);
  expect(await open.intake.take(open.runId, [gone(1)])).toMatchObject({ taken: 1, applied: 1 });
  expect(await live(open)).toEqual(['10002 PAY-2']);
  const rows = await rowsOf(open.database);
  expect([rows.comments, rows.tombstones, rows.index_work].map((each) => each?.length)).toEqual([1, 1, 1]);
  expect(await balance(open)).toEqual({ received: 3, disposed: 3 });
  expect(await indexing(open.database)).toMatchObject({ live: 1, indexed: 0, waiting: 1 });
  expect((await verified(folder)).findings).toEqual([]);
});

test('what files alone brought, and what is not there, is not for Jira to take away', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(issue(1))]);
  expect(await open.intake.take(open.runId, [gone(1), gone(2)])).toMatchObject({ applied: 0, duplicate: 2 });
  expect(await live(open)).toEqual(['10001 PAY-1']);
  // The same from Jira is news: from now on it can say that it is gone.
  expect(await open.intake.take(open.runId, [{ ...record(issue(1)), atJira: true }])).toMatchObject({
    applied: 1,
  });
  await open.intake.take(open.runId, [record(issue(1, { updated: '2026-05-05T08:00:00.000+0000' }))]);
  expect(await open.intake.take(open.runId, [gone(1)])).toMatchObject({ applied: 1 });
  expect(await live(open)).toEqual([]);
});

test('a ticket that comes back is live again, with its former keys, and can go once more', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [fromJira(1)]);
  await open.intake.take(open.runId, [fromJira(1, 2, { key: 'OPS-5' })]);
  await open.intake.take(open.runId, [gone(1)]);
  expect((await rowsOf(open.database)).former_keys).toHaveLength(2);
  // Restored as it was: the digest is one that the lake has already.
  expect(await open.intake.take(open.runId, [fromJira(1, 2, { key: 'OPS-5' })])).toMatchObject({
    applied: 1,
  });
  expect(await live(open)).toEqual(['10001 OPS-5']);
  const former = await open.database.selectFrom('former_keys').select(['key', 'ticket_id']).execute();
  expect(former).toEqual([{ key: 'PAY-1', ticket_id: '10001' }]);
  expect((await rowsOf(open.database)).tombstones).toEqual([]);
  await open.intake.take(open.runId, [gone(1)]);
  expect(await live(open)).toEqual([]);
  expect(await balance(open)).toEqual({ received: 5, disposed: 5 });
});

test('a rebuild, and a database made from the lake alone, have the same tickets, tombstones and former keys', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  const many = Array.from({ length: 120 }, (_, i) => fromJira(i + 1));
  await open.intake.take(open.runId, many);
  await open.intake.take(open.runId, [gone(1), gone(2), gone(3), fromJira(4, 2, { key: 'OPS-4' })]);
  await open.intake.take(open.runId, [fromJira(2, 3), fromJira(4, 3, { key: 'CORE-4' }), gone(5)]);
  const expected = await rowsOf(open.database);
  expect(expected.tombstones).toHaveLength(3);
  expect(await replay(open, folder)).toMatchObject({ changed: 0, removed: 0, refused: 0 });
  expect(await rowsOf(open.database)).toEqual(expected);

  const empty = await openIntake(folder, join(folder, 'again.sqlite'));
  await empty.intake.recover();
  expect(await rowsOf(empty.database)).toEqual(expected);

  // What damage or a lost row left is put right.
  await open.database.deleteFrom('tombstones').where('ticket_id', '=', '10001').execute();
  await open.database.deleteFrom('former_keys').execute();
  await replay(open, folder);
  expect(await rowsOf(open.database)).toEqual(expected);
});

test('compacting drops all states of a ticket that is gone but that it is, and nothing is forgotten with the others', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  await open.intake.take(open.runId, [fromJira(1), fromJira(2), record(issue(3))]);
  await open.intake.take(open.runId, [gone(1), fromJira(2, 2, { key: 'OPS-2' })]);
  // A file's state of it came last: Jira has given it all the same.
  await open.intake.take(open.runId, [
    record(issue(2, { updated: '2026-05-05T08:00:00.000+0000' }, { key: 'OPS-2' })),
  ]);
  const expected = await rowsOf(open.database);
  expect(await compactLake(open, Number.POSITIVE_INFINITY)).toEqual({ droppedLines: 3 });
  expect(filesWith(join(folder, 'lake'), 'A word on 1')).toEqual([]);
  expect(await replay(open, folder)).toEqual({ equal: 2, changed: 0, removed: 0, refused: 0 });
  expect(await rowsOf(open.database)).toEqual(expected);
  expect((await verified(folder)).findings).toEqual([]);
  expect(await open.intake.take(open.runId, [gone(2)])).toMatchObject({ applied: 1 });
});

test('a key is free once its ticket is gone, also within one batch', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [fromJira(1)]);
  expect(await open.intake.take(open.runId, [fromJira(2, 2, { key: 'PAY-1' }), gone(1)])).toMatchObject({
    applied: 2,
    refused: 0,
  });
  expect(await live(open)).toEqual(['10002 PAY-1']);
  await open.intake.take(open.runId, [fromJira(2, 3)]);
  expect(await live(open)).toEqual(['10002 PAY-2']);
});

test('a dead letter of before does not bring a ticket back that is gone since, and Jira does', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [fromJira(2)]);
  // Refused because of its key, which is free later.
  await open.intake.take(open.runId, [fromJira(1)]);
  await open.intake.take(open.runId, [fromJira(1, 2, { key: 'PAY-2' })]);
  await open.intake.take(open.runId, [gone(1), gone(2)]);
  const letters = createDeadLetters({ ...open, onApplied: () => {} });
  const { letters: waiting } = await letters.list({ state: 'waiting', after: 0, limit: 10 });
  expect(waiting).toMatchObject([{ rule: 'key-taken' }]);
  expect(await letters.redrive({}, 0)).toMatchObject({ applied: 0, duplicate: 1 });
  expect(await live(open)).toEqual([]);
  expect(await open.intake.take(open.runId, [fromJira(1, 2, { key: 'PAY-2' })])).toMatchObject({
    applied: 1,
  });
  expect(await balance(open)).toEqual({ received: 6, disposed: 6 });
});

test('verify finds a tombstone that is not what the lake says', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  await open.intake.take(open.runId, [fromJira(1), fromJira(2)]);
  await open.intake.take(open.runId, [gone(1)]);
  await open.database.updateTable('tombstones').set({ lake_seq: 2 }).execute();
  expect((await verified(folder)).findings).toMatchObject([
    { problem: expect.stringContaining('which says that ticket 10001 is gone') },
  ]);
  await open.database.updateTable('tombstones').set({ lake_seq: 3, ticket_id: '10002' }).execute();
  expect((await verified(folder)).findings.map(({ problem }) => problem)).toContain(
    'ticket 10002 is live, and said to be gone',
  );
});

test('what is gone can still be erased, by a key that it had, also where only the tombstone is left', async () => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [fromJira(1), fromJira(2)]);
  await open.intake.take(open.runId, [fromJira(1, 2, { key: 'OPS-5' })]);
  await open.intake.take(open.runId, [gone(1)]);
  await compactLake(open, Number.POSITIVE_INFINITY);
  await open.erasure.erase({ kind: 'ticket', key: 'PAY-1' });
  expect(filesWith(open.folder, '10001', 'A word on 1', 'OPS-5')).toEqual([]);
  expect((await rowsOf(open.database)).tombstones).toEqual([]);
  expect(await balance(open)).toEqual({ received: 4, disposed: 4 });
  expect((await verified(open.folder)).findings).toEqual([]);
});

test('a tombstone that is none is refused by the gate', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [fromJira(1)]);
  const odd = { ...gone(1), body: { id: '10001', key: 'PAY-1' } };
  expect(await open.intake.take(open.runId, [odd])).toMatchObject({ refused: 1 });
  expect(await live(open)).toEqual(['10001 PAY-1']);
});
