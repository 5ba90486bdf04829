import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Replayed } from '../../src/domain/index.ts';
import { createIntake, replayLake } from '../../src/ingest/index.ts';
import { matchTickets } from '../../src/ingest/match-tickets.ts';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 250;

const thread = (number: number, updated: string, text: string) =>
  record(
    issue(number, {
      updated: `2026-01-${updated}T08:00:00.000+0000`,
      comment: { total: 2, comments: [comment(1, text), comment(2, `${text} again`)] },
    }),
  );

/** More tickets than are compared at a time, some of which have changed. */
async function tickets(): Promise<OpenIntake & { folder: string }> {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  const numbers = Array.from({ length: TICKETS }, (_, i) => i + 1);
  await open.intake.take(
    open.runId,
    numbers.map((number) => thread(number, '03', 'first')),
  );
  await open.intake.take(
    open.runId,
    numbers.filter((number) => number % 3 === 0).map((number) => thread(number, '04', 'second')),
  );
  return { ...open, folder };
}

function replay({ database, intake, lake, folder }: OpenIntake & { folder: string }): Promise<Replayed> {
  const scratch = join(folder, 'scratch.sqlite');
  writeFileSync(scratch, '');
  const { signal } = new AbortController();
  return replayLake({ database, intake, lake, scratch, signal, onProgress: () => {} });
}

async function rowsOf(database: Database) {
  const rows = async (table: string) =>
    (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database)).rows
      .map((row) => JSON.stringify(row))
      .sort();
  return { tickets: await rows('tickets'), comments: await rows('comments') };
}

const workOf = async ({ database }: OpenIntake) =>
  (await database.selectFrom('index_work').select('ticket_id').orderBy('ticket_id').execute()).map(
    ({ ticket_id }) => ticket_id,
  );

test('what is equal is left alone', async () => {
  const open = await tickets();
  await open.database.deleteFrom('index_work').execute();
  const before = await rowsOf(open.database);
  expect(await replay(open)).toEqual({ equal: TICKETS, changed: 0, removed: 0, refused: 0 });
  expect(await rowsOf(open.database)).toEqual(before);
  expect(await workOf(open)).toEqual([]);
});

test('what differs is put right, ticket by ticket, with work for the index and none of what was indexed', async () => {
  const open = await tickets();
  const before = await rowsOf(open.database);
  const { database } = open;
  await database.deleteFrom('index_work').execute();
  await database.updateTable('tickets').set({ summary: 'forged' }).where('id', '=', '10001').execute();
  await database.deleteFrom('comments').where('ticket_id', '=', '10120').where('id', '=', '2').execute();
  await database.deleteFrom('tickets').where('id', '=', '10250').execute();
  // Two that hold each other's keys, far apart.
  for (const [id, key] of [
    ['10002', 'swap'],
    ['10240', 'PAY-2'],
    ['10002', 'PAY-240'],
  ] as const)
    await database.updateTable('tickets').set({ key }).where('id', '=', id).execute();
  // One that the lake never brought, and one that lost its line.
  const stranger = await database
    .selectFrom('tickets')
    .selectAll()
    .where('id', '=', '10003')
    .executeTakeFirstOrThrow();
  await database
    .insertInto('tickets')
    .values({ ...stranger, id: '9', key: 'PAY-9999' })
    .execute();
  await sql`pragma foreign_keys = off`.execute(database);
  await database.deleteFrom('lake_records').where('seq', '=', 1).execute();
  await sql`pragma foreign_keys = on`.execute(database);

  expect(await replay(open)).toEqual({ equal: TICKETS - 5, changed: 5, removed: 1, refused: 0 });
  expect(await rowsOf(database)).toEqual(before);
  expect(await workOf(open)).toEqual(['10001', '10002', '10120', '10240', '10250']);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
});

test('tickets that exchanged keys are put right together, also where it is given up after the first group', async () => {
  const open = await tickets();
  const { database } = open;
  await database.deleteFrom('index_work').execute();
  // A ring over three groups.
  for (const [id, key] of [
    ['10002', 'PAY-120'],
    ['10120', 'PAY-240'],
    ['10240', 'PAY-9'],
    ['10009', 'PAY-2'],
  ] as const) {
    await database
      .updateTable('tickets')
      .set({ key: `was ${key}` })
      .where('key', '=', key)
      .execute();
    await database.updateTable('tickets').set({ key }).where('id', '=', id).execute();
  }
  const wanted = await openDatabase(join(open.folder, 'wanted.sqlite'));
  onTestFinished(() => wanted.destroy());
  await createIntake(wanted, open.lake).recover();
  const stop = new AbortController();
  const writes = vi.spyOn(stop.signal, 'throwIfAborted').mockImplementationOnce(() => {});
  stop.abort(new Error('given up'));
  await expect(matchTickets({ from: wanted, to: database, signal: stop.signal })).rejects.toThrow('given up');
  expect(writes).toHaveBeenCalledTimes(2);
  expect((await rowsOf(database)).tickets).toEqual((await rowsOf(wanted)).tickets);
  expect(await workOf(open)).toEqual(['10002', '10009', '10120', '10240']);
  expect(await replay(open)).toMatchObject({ equal: TICKETS, changed: 0, removed: 0 });
});

test('batches wait meanwhile, and come in afterwards', async () => {
  const open = await tickets();
  const order: string[] = [];
  const replayed = replay(open).then((result) => {
    order.push('replay');
    return result;
  });
  const taken = open.intake
    .take(open.runId, [thread(1, '09', 'third'), thread(251, '09', 'third')])
    .then(() => order.push('batch'));
  await Promise.all([replayed, taken]);
  expect(order).toEqual(['replay', 'batch']);
  expect(await replayed).toMatchObject({ equal: TICKETS });
  expect((await rowsOf(open.database)).tickets).toHaveLength(TICKETS + 1);
});

test('a lake that cannot be read changes nothing', async () => {
  const open = await tickets();
  const before = await rowsOf(open.database);
  const damaged = { ...open, lake: { ...open.lake, lastSeq: open.lake.lastSeq, readAfter: () => broken() } };
  await expect(replay(damaged)).rejects.toThrow('damaged');
  expect(await rowsOf(open.database)).toEqual(before);
});

// biome-ignore lint/correctness/useYield: it fails before the first line.
async function* broken(): AsyncGenerator<never> {
  throw new Error('damaged');
}
