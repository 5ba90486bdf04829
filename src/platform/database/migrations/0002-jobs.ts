import { type Kysely, type SqlBool, sql } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Work to be done later: jobs, notes on jobs that another store keeps, and schedules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, counted } = columnTypes(db);
  await table('jobs')
    .addColumn('id', integer, counted)
    .addColumn('queue', text, (c) => c.notNull())
    .addColumn('state', text, (c) =>
      c
        .notNull()
        .defaultTo('waiting')
        .check(sql`state in ('waiting', 'running', 'done', 'dead', 'cancelled')`),
    )
    .addColumn('payload_json', text, (c) => c.notNull())
    .addColumn('unique_key', text)
    .addColumn('priority', integer, (c) => c.notNull())
    .addColumn('run_at', integer, (c) => c.notNull())
    .addColumn('attempts', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('max_attempts', integer, (c) => c.notNull())
    .addColumn('lease_until', integer)
    .addColumn('progress_json', text)
    .addColumn('errors_json', text, (c) => c.notNull().defaultTo('[]'))
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addCheckConstraint('jobs_running_have_a_lease', sql`(state = 'running') = (lease_until is not null)`)
    .execute();
  // Ended jobs are many and never asked for by these; partial indexes stay as small as the work at hand.
  await db.schema
    .createIndex('jobs_by_key')
    .unique()
    .on('jobs')
    .columns(['queue', 'unique_key'])
    .where(sql<SqlBool>`state in ('waiting', 'running')`)
    .execute();
  await db.schema
    .createIndex('jobs_to_take')
    .on('jobs')
    .columns(['queue', 'priority desc', 'run_at', 'id'])
    .where(sql<SqlBool>`state = 'waiting'`)
    .execute();
  await db.schema
    .createIndex('jobs_under_way')
    .on('jobs')
    .columns(['queue', 'lease_until'])
    .where(sql<SqlBool>`state = 'running'`)
    .execute();

  await table('job_notes')
    .addColumn('job_id', text, (c) => c.primaryKey())
    .addColumn('progress_json', text)
    .addColumn('errors_json', text, (c) => c.notNull().defaultTo('[]'))
    .execute();

  await table('schedules')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('queue_json', text, (c) => c.notNull())
    .addColumn('payload_json', text, (c) => c.notNull())
    .addColumn('cron', text, (c) => c.notNull())
    .addColumn('time_zone', text, (c) => c.notNull())
    .addColumn('next_at', integer)
    .execute();
}
