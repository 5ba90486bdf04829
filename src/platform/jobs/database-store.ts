import type { Selectable, Transaction } from 'kysely';
import { type Database, databaseKind, type JobTable, type Schema } from '../database/index.ts';
import { backOff } from './back-off.ts';
import type { Clock } from './clock.ts';
import type { Job, JobError } from './job-queue.ts';
import { ADD_TRIES, type JobStore, LEASE_LOST, type QueueRules, type TakenJob } from './job-store.ts';

type JobRow = Selectable<JobTable>;

/** The jobs in a table of the database, SQLite or PostgreSQL. */
export function databaseJobStore(database: Database, clock: Clock): JobStore {
  /** The attempt as it was taken: no row where the lease was lost, the job cancelled or over. */
  const underLease = ({ id, attempt }: TakenJob) =>
    database
      .updateTable('jobs')
      .where('id', '=', Number(id))
      .where('attempts', '=', attempt)
      .where('state', '=', 'running');

  async function failRow(row: JobRow, message: string, rules: QueueRules): Promise<void> {
    const now = clock.now();
    const errors: JobError[] = [...JSON.parse(row.errors_json), { attempt: row.attempts, at: now, message }];
    const last = row.attempts >= row.max_attempts;
    await underLease({ id: String(row.id), attempt: row.attempts, queue: row.queue, payload: null })
      .set({
        state: last ? 'dead' : 'waiting',
        lease_until: null,
        errors_json: JSON.stringify(errors),
        ...(last ? { ended_at: now } : { run_at: now + backOff(row.attempts, rules) }),
      })
      .execute();
  }

  async function failLapsed(rules: QueueRules): Promise<void> {
    const lapsed = await database
      .selectFrom('jobs')
      .selectAll()
      .where('queue', '=', rules.name)
      .where('state', '=', 'running')
      .where('lease_until', '<', clock.now())
      .execute();
    for (const row of lapsed) await failRow(row, LEASE_LOST, rules);
  }

  const rowOf = (id: string) =>
    database.selectFrom('jobs').selectAll().where('id', '=', rowId(id)).executeTakeFirst();

  return {
    async add({ rules, payloadJson, key, priority, runAt }, within) {
      const on: Database | Transaction<Schema> = within ?? database;
      const row = {
        queue: rules.name,
        payload_json: payloadJson,
        unique_key: key,
        priority,
        run_at: runAt,
        max_attempts: rules.attempts,
        created_at: clock.now(),
      };
      for (let tries = 0; tries < ADD_TRIES; tries += 1) {
        const added = await on
          .insertInto('jobs')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added) return String(added.id);
        const known = await on
          .selectFrom('jobs')
          .select('id')
          .where('queue', '=', rules.name)
          .where('unique_key', '=', key)
          .where('state', 'in', ['waiting', 'running'])
          .executeTakeFirst();
        if (known) return String(known.id);
        // It ended in between: the key is free again.
      }
      throw new Error(`the job with key ${key} of queue ${rules.name} comes and goes`);
    },
    async take(rules, limit) {
      await failLapsed(rules);
      const now = clock.now();
      const due = database
        .selectFrom('jobs')
        .select('id')
        .where('queue', '=', rules.name)
        .where('state', '=', 'waiting')
        .where('run_at', '<=', now)
        .orderBy('priority', 'desc')
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit)
        // SQLite has one writer at a time; PostgreSQL must be told not to wait for what another process is taking.
        .$if(databaseKind(database) === 'postgresql', (query) => query.forUpdate().skipLocked());
      const rows = await database
        .updateTable('jobs')
        .set((job) => ({
          state: 'running',
          attempts: job('attempts', '+', 1),
          lease_until: now + rules.leaseMs,
        }))
        .where('id', 'in', due)
        .returningAll()
        .execute();
      return rows.sort(byTurn).map((row) => ({
        id: String(row.id),
        queue: row.queue,
        attempt: row.attempts,
        payload: JSON.parse(row.payload_json),
      }));
    },
    async renew(job, rules) {
      const { numUpdatedRows } = await underLease(job)
        .set({ lease_until: clock.now() + rules.leaseMs })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async saveProgress(job, progressJson) {
      await underLease(job).set({ progress_json: progressJson }).execute();
    },
    async complete(job) {
      await underLease(job).set({ state: 'done', lease_until: null, ended_at: clock.now() }).execute();
    },
    async fail(job, message, rules) {
      const row = await rowOf(job.id);
      if (row?.attempts === job.attempt) await failRow(row, message, rules);
    },

    async find(id) {
      const row = await rowOf(id);
      return row ? jobFrom(row) : null;
    },
    async list({ queue, state, limit }) {
      const rows = await database
        .selectFrom('jobs')
        .selectAll()
        .$if(queue !== undefined, (query) => query.where('queue', '=', queue as string))
        .$if(state !== undefined, (query) => query.where('state', '=', state as JobRow['state']))
        .orderBy('ended_at', (order) => order.desc().nullsFirst())
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(jobFrom);
    },
    async cancel(id) {
      const { numUpdatedRows } = await database
        .updateTable('jobs')
        .set({ state: 'cancelled', lease_until: null, ended_at: clock.now() })
        .where('id', '=', rowId(id))
        .where('state', 'in', ['waiting', 'running'])
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async retry(id) {
      const row = await rowOf(id);
      if (row?.state !== 'dead') return false;
      const { numUpdatedRows } = await database
        .updateTable('jobs')
        .set((job) => ({
          state: 'waiting',
          run_at: clock.now(),
          ended_at: null,
          max_attempts: job('attempts', '+', 1),
        }))
        .where('id', '=', row.id)
        .where('state', '=', 'dead')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('jobs as other')
                .select('other.id')
                .where('other.queue', '=', row.queue)
                .where('other.unique_key', '=', row.unique_key)
                .where('other.state', 'in', ['waiting', 'running']),
            ),
          ),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async discard(id) {
      const { numDeletedRows } = await database
        .deleteFrom('jobs')
        .where('id', '=', rowId(id))
        .where('state', '=', 'dead')
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async counts() {
      return database
        .selectFrom('jobs')
        .select(({ fn }) => ['queue', 'state', fn.countAll<number>().as('jobs')])
        .groupBy(['queue', 'state'])
        .orderBy('queue')
        .orderBy('state')
        .execute();
    },
    async forget(endedBefore) {
      await database
        .deleteFrom('jobs')
        .where('state', 'in', ['done', 'cancelled'])
        .where('ended_at', '<', endedBefore)
        .execute();
    },
    async close() {},
  };
}

function jobFrom(row: JobRow): Job {
  return {
    id: String(row.id),
    queue: row.queue,
    state: row.state,
    payload: JSON.parse(row.payload_json),
    key: row.unique_key,
    priority: row.priority,
    runAt: row.run_at,
    attempts: row.attempts,
    progress: row.progress_json === null ? null : JSON.parse(row.progress_json),
    errors: JSON.parse(row.errors_json),
    endedAt: row.ended_at,
  };
}

/** `returning` gives rows in no order. */
function byTurn(a: JobRow, b: JobRow): number {
  return b.priority - a.priority || a.run_at - b.run_at || a.id - b.id;
}

/** Ids of this store are whole numbers; any other text is the id of no job. */
function rowId(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : -1;
}
