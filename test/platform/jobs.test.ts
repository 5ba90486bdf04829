import { join } from 'node:path';
import { TestClock } from 'pg-boss';
import { describe, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { createJobQueue } from '../../src/platform/jobs/create-job-queue.ts';
import { databaseJobStore } from '../../src/platform/jobs/database-store.ts';
import type { JobStore } from '../../src/platform/jobs/job-store.ts';
import { openPgBossStore } from '../../src/platform/jobs/pg-boss-store.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { type JobQueueHarness, jobQueueContract } from '../contracts/job-queue/index.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createTestTime, type TestTime } from '../support/test-time.ts';

const log = createLog('silent');

async function opened(location: string): Promise<Database> {
  const database = await openDatabase(location);
  onTestFinished(() => database.destroy());
  return database;
}

/** Processes that differ by their clock, and by their connection where `database` opens one for each. */
function harness(
  time: TestTime,
  first: Database,
  database: () => Promise<Database>,
  store: (database: Database, clock: ReturnType<TestTime['clock']>) => JobStore | Promise<JobStore>,
): JobQueueHarness {
  return {
    database: first,
    now: time.now,
    pass: time.pass,
    async process() {
      const own = await database();
      const clock = time.clock();
      const queue = createJobQueue({ database: own, store: await store(own, clock), log, clock });
      onTestFinished(async () => {
        clock.stop();
        await queue.stop(0);
      });
      return { queue, die: clock.stop };
    },
  };
}

describe('on SQLite', () => {
  jobQueueContract(async () => {
    const database = await opened(join(temporaryFolder(), 'casebook.sqlite'));
    // One connection for all: in one thread, a second one would wait for the first without letting it go on.
    return harness(createTestTime(Date.now()), database, async () => database, databaseJobStore);
  });
});

describe.skipIf(!postgresServer)('on PostgreSQL', () => {
  jobQueueContract(async () => {
    const address = await emptyPostgres();
    const first = await opened(address);
    return harness(createTestTime(Date.now()), first, () => opened(address), databaseJobStore);
  });
});

describe.skipIf(!postgresServer)('on pg-boss', { timeout: 60_000 }, () => {
  jobQueueContract(async () => {
    // Its own way to put time into a test's hands: a setting of each session, and a clock that writes the time.
    const address = await emptyPostgres({ 'pgboss.test_clock': 'on' });
    const first = await opened(address);
    const clock = new TestClock(Date.now());
    const schema = `${/search_path=(\w+)/.exec(new URL(address).searchParams.get('options') ?? '')?.[1]}_jobs`;
    const time = createTestTime(clock.now(), async (stretch) => {
      // Its timers come once after a jump; a long stretch need not call each of them a thousand times.
      await clock.setTime(clock.now() + stretch);
      await clock.tick(0);
    });
    return harness(
      time,
      first,
      () => opened(address),
      (database) => openPgBossStore({ database, address, schema, log, clock }),
    );
  });
});
