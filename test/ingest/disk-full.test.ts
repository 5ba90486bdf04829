import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Run } from '../../src/domain/index.ts';
import type { TicketSource } from '../../src/ingest/sources/source.ts';
import { createSync, type Sync } from '../../src/ingest/sync.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { issue } from '../support/issue.ts';
import { listSource } from '../support/list-source.ts';
import { makeTemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 200;
const BATCH = 20;

/** Tickets that fill some space, in batches. */
const source = () =>
  listSource(
    ...Array.from({ length: TICKETS / BATCH }, (_, batch) =>
      Array.from({ length: BATCH }, (_, i) => issue(batch * BATCH + i, { summary: 'x'.repeat(4000) })),
    ),
  );

function syncOn({ database, intake }: OpenIntake): Sync {
  return createSync({ database, intake, log: createLog('silent'), onApplied: () => {} });
}

async function syncTo(sync: Sync, from: TicketSource): Promise<Run> {
  await sync.start(from);
  await sync.settled();
  return (await sync.latest()) as Run;
}

/** After there is space again: the same sync gets everything, and what came in before is not lost. */
async function goesOn(open: OpenIntake, sync: Sync): Promise<void> {
  const from = source();
  expect(await syncTo(sync, from)).toMatchObject({ state: 'succeeded' });
  expect(from.askedFrom).toEqual([null]);
  const { n } = await open.database
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  expect(n).toBe(TICKETS);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
  expect(await Array.fromAsync(open.lake.readAfter(0))).toHaveLength(open.lake.lastSeq);
}

test('a database without space ends the run with a clear error, and the next one loses nothing', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  const sync = syncOn(open);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(open.database);
  const pages = (limit: number) => sql.raw(`pragma max_page_count = ${limit}`).execute(open.database);
  await pages((rows[0]?.page_count ?? 0) + 60);

  const run = await syncTo(sync, source());
  expect(run).toMatchObject({
    state: 'failed',
    error: { code: 'disk-full', detail: join(folder, 'casebook.sqlite') },
  });
  expect(run.applied).toBeGreaterThan(0);
  expect(run.applied).toBeLessThan(TICKETS);
  expect(run.applied % BATCH).toBe(0);
  expect(await open.intake.pending()).toBe(BATCH);

  await pages(1_000_000);
  await goesOn(open, sync);
});

test('a run whose failure could not even be written says so from memory, and then from the database', async () => {
  const open = await openIntake(temporaryFolder());
  const sync = syncOn(open);
  await sql`create trigger full before update of state on runs begin select raise(abort, 'full'); end`.execute(
    open.database,
  );
  const broken: TicketSource = { scope: 's', changesSince: () => Promise.reject(new Error('broken')) };
  expect(await syncTo(sync, broken)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  const stored = () =>
    open.database.selectFrom('runs').select('state').orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(await stored()).toEqual({ state: 'running' });
  await sql`drop trigger full`.execute(open.database);
  expect(await sync.latest()).toMatchObject({ state: 'failed' });
  expect(await stored()).toEqual({ state: 'failed' });
});

const mounted = smallDisk();

test.skipIf(!mounted)(
  'a disk without space: intake stops whole, and goes on once there is some',
  async () => {
    const folder = mounted as string;
    const open = await openIntake(folder);
    const sync = syncOn(open);
    const ballast = join(folder, 'ballast');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 700_000));

    const run = await syncTo(sync, source());
    expect(run).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect(run.error?.detail).toContain(folder);
    expect(run.applied).toBeGreaterThan(0);
    expect(run.applied).toBeLessThan(TICKETS);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);

    rmSync(ballast);
    await goesOn(open, sync);
  },
);

/** A file system of a few megabytes that goes with these tests; null, said aloud, where this user may not mount one. */
function smallDisk(): string | null {
  const { path, remove } = makeTemporaryFolder();
  afterAll(remove);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    console.warn('SKIPPING a test on a full disk: this user may not mount a small one.');
    return null;
  }
  afterAll(() => void execFileSync('umount', ['-l', path]));
  return path;
}
