import type { Db } from 'pg-boss';
import { type JobNotes, withNotes } from './job-notes.ts';
import type { Job, JobCount, JobState } from './job-queue.ts';

/** What is read of pg-boss's jobs. Its own API reads queue by queue; an operator asks across them. */
export interface PgBossJobs {
  find(id: string): Promise<Job | null>;
  list(filter: { queue?: string; state?: JobState; limit: number }): Promise<readonly Job[]>;
  counts(): Promise<readonly JobCount[]>;
  forget(endedBefore: number): Promise<void>;
  /** Removes a job if it is dead by then; pg-boss would remove one that runs as well. Returns whether it was. */
  discard(id: string): Promise<boolean>;
  /** The id of the job that waits or runs under a singleton key of pg-boss, as `db` (a transaction, say) sees it. */
  underKey(db: Db, queue: string, singletonKey: string): Promise<string | null>;
}

const STATE = `case state::text when 'created' then 'waiting' when 'retry' then 'waiting' when 'active' then 'running'
  when 'completed' then 'done' when 'failed' then 'dead' else 'cancelled' end`;
const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
/** A retry that was begun counts; a job that never started has none. */
const COLUMNS = `id, name as queue, ${STATE} as state, data, singleton_key, priority,
  case when started_on is null then 0 else retry_count + 1 end as attempts,
  ${milliseconds('start_after')} as run_at, ${milliseconds('started_on')} as started_at,
  ${milliseconds('completed_on')} as ended_at`;

interface Row {
  id: string;
  queue: string;
  state: JobState;
  data: { payloadJson: string };
  singleton_key: string;
  priority: number;
  attempts: number;
  run_at: number;
  started_at: number | null;
  ended_at: number | null;
}

export function pgBossJobs(db: Db, schema: string, notes: JobNotes): PgBossJobs {
  // Queues of pg-boss's own begin with two underscores.
  const table = `(select ${COLUMNS}, created_on from "${schema}".job where name not like '\\_\\_%') as jobs`;

  async function read(rest: string, values: unknown[]): Promise<Job[]> {
    const { rows } = await db.executeSql(`select * from ${table} ${rest}`, values);
    const known = await notes.of((rows as Row[]).map(({ id }) => id));
    return (rows as Row[]).map((row) => {
      const { queue, state, data, priority, attempts } = row;
      const key = row.singleton_key.startsWith('key ') ? row.singleton_key.slice(4) : null;
      const job = {
        id: row.id,
        queue,
        state,
        payload: JSON.parse(data.payloadJson),
        key,
        priority,
        attempts,
      };
      return withNotes(
        { ...job, runAt: Math.round(row.run_at), endedAt: row.ended_at && Math.round(row.ended_at) },
        known.get(row.id),
        Math.round(row.started_at ?? 0),
      );
    });
  }

  return {
    async find(id) {
      if (!UUID.test(id)) return null;
      return (await read('where id = $1', [id]))[0] ?? null;
    },
    list: ({ queue = null, state = null, limit }) =>
      read(
        `where ($1::text is null or queue = $1) and ($2::text is null or state = $2)
         order by ended_at desc nulls first, created_on desc, id desc limit $3`,
        [queue, state, limit],
      ),
    async counts() {
      const { rows } = await db.executeSql(
        `select queue, state, count(*)::int as jobs from ${table} group by queue, state
         order by queue collate "C", state collate "C"`,
      );
      return rows;
    },
    async forget(endedBefore) {
      const { rows } = await db.executeSql(
        `delete from "${schema}".job where state in ('completed', 'cancelled')
         and completed_on < to_timestamp($1::float8 / 1000) returning id`,
        [endedBefore],
      );
      await notes.remove(rows.map(({ id }) => id));
    },
    async discard(id) {
      if (!UUID.test(id)) return false;
      const { rows } = await db.executeSql(
        `delete from "${schema}".job where id = $1 and state = 'failed' and name not like '\\_\\_%' returning id`,
        [id],
      );
      return rows.length > 0;
    },
    async underKey(on, queue, singletonKey) {
      const { rows } = await on.executeSql(
        `select id from "${schema}".job where name = $1 and singleton_key = $2 and state <= 'active'`,
        [queue, singletonKey],
      );
      return rows[0]?.id ?? null;
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
