import { type Clock as BossClock, fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Database } from '../database/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { createJobNotes } from './job-notes.ts';
import { ADD_TRIES, type JobStore, type QueueRules, type TakenJob } from './job-store.ts';
import { pgBossJobs } from './pg-boss-jobs.ts';

export interface PgBossOptions {
  /** The database itself, for what pg-boss does not keep. */
  readonly database: Database;
  /** The address of the same database. */
  readonly address: string;
  /** The schema of its tables; made where it does not exist. */
  readonly schema: string;
  readonly log: Logger;
  /** Time for pg-boss; the system's by default. */
  readonly clock?: BossClock;
}

/** A hundred jobs at once need no more: statements are short. */
const CONNECTIONS = 4;
/** How often pg-boss looks for lapsed leases. */
const LOOK_SECONDS = 10;
/** The longest that pg-boss lets a job run, leases or not. */
const LONGEST_RUN_SECONDS = 24 * 3600;
/** Longer than any job waits: pg-boss removes those that waited longer, and we lose nothing. */
const KEEP_WAITING_SECONDS = 50 * 365 * 24 * 3600;

/**
 * The jobs in pg-boss's own tables on PostgreSQL. Its workers, schedules and removal of old jobs stay switched off:
 * those are the queue's, so that they are the same over every store.
 */
export async function openPgBossStore(options: PgBossOptions): Promise<JobStore> {
  const { database, address, schema, log, clock } = options;
  const boss = new PgBoss({
    connectionString: address,
    application_name: 'casebook jobs',
    schema,
    max: CONNECTIONS,
    schedule: false,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
    ...(clock ? { clock } : {}),
  });
  boss.on('error', (error) => log.error({ err: error }, 'pg-boss failed; it tries again'));
  await boss.start();

  const notes = createJobNotes(database);
  const jobs = pgBossJobs(boss.getDb(), schema, notes);
  const ready = new Set<string>();

  async function ensureQueue(name: string): Promise<void> {
    if (ready.has(name)) return;
    await boss.createQueue(name, {
      policy: 'exclusive',
      expireInSeconds: LONGEST_RUN_SECONDS,
      retentionSeconds: KEEP_WAITING_SECONDS,
      deleteAfterSeconds: 0,
    });
    ready.add(name);
  }

  return {
    async add({ rules, payloadJson, key, priority, runAt }, within) {
      await ensureQueue(rules.name);
      const db = within ? fromKysely(within) : boss.getDb();
      for (let tries = 0; tries < ADD_TRIES; tries += 1) {
        // The payload goes as text: `jsonb` refuses U+0000 even as an escape.
        const id = await boss.send(
          rules.name,
          { payloadJson },
          {
            priority,
            startAfter: new Date(runAt),
            // Without a key of its own, a job would share the empty one with all others.
            singletonKey: key === null ? `no key ${crypto.randomUUID()}` : `key ${key}`,
            ...attemptsOf(rules),
            db,
          },
        );
        if (id) return id;
        const known = await jobs.underKey(db, rules.name, `key ${key}`);
        if (known) return known;
        // It ended in between: the key is free again.
      }
      throw new Error(`the job with key ${key} of queue ${rules.name} comes and goes`);
    },
    async take(rules, limit) {
      await ensureQueue(rules.name);
      const taken = await boss.fetch<{ payloadJson: string }>(rules.name, {
        includeMetadata: true,
        batchSize: limit,
      });
      return taken.map((job) => ({
        id: job.id,
        queue: job.name,
        attempt: job.retryCount + 1,
        payload: JSON.parse(job.data.payloadJson),
      }));
    },
    async renew(job) {
      return affected(await boss.touch(job.queue, attemptOf(job)));
    },
    saveProgress: (job, progressJson) => notes.saveProgress(job.id, progressJson),
    async complete(job) {
      await boss.complete(job.queue, attemptOf(job));
    },
    async fail(job, message) {
      if (!affected(await boss.fail(job.queue, attemptOf(job), { message }))) return;
      await notes.addError(job.id, { attempt: job.attempt, at: clock?.now() ?? Date.now(), message });
    },

    find: jobs.find,
    list: jobs.list,
    async cancel(id) {
      const job = await jobs.find(id);
      return job !== null && affected(await boss.cancel(job.queue, id));
    },
    async retry(id) {
      const job = await jobs.find(id);
      if (job?.state !== 'dead') return false;
      try {
        return affected(await boss.retry(job.queue, id));
      } catch (error) {
        if ((error as { code?: string }).code === UNIQUE_VIOLATION) return false;
        throw error;
      }
    },
    async discard(id) {
      const discarded = await jobs.discard(id);
      if (discarded) await notes.remove([id]);
      return discarded;
    },
    counts: jobs.counts,
    forget: jobs.forget,
    close: () => boss.stop({ graceful: false }),
  };
}

const UNIQUE_VIOLATION = '23505';

/** pg-boss counts in whole seconds, and calls our first attempt retry 0. */
function attemptsOf({ attempts, backOffMs, maxBackOffMs, leaseMs }: QueueRules) {
  return {
    retryLimit: attempts - 1,
    retryDelay: Math.ceil(backOffMs / 1000),
    retryBackoff: true,
    retryDelayMax: Math.ceil(maxBackOffMs / 1000),
    heartbeatSeconds: Math.ceil(leaseMs / 1000),
  };
}

function attemptOf({ id, attempt }: TakenJob): Pick<JobWithMetadata, 'id' | 'retryCount'> {
  return { id, retryCount: attempt - 1 };
}

function affected(answer: { readonly affected?: number }): boolean {
  return (answer.affected ?? 0) > 0;
}
