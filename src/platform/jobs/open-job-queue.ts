import { sql } from 'kysely';
import { CasebookError } from '../../domain/index.ts';
import type { Config } from '../config/index.ts';
import { type Database, isPostgresAddress } from '../database/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { systemClock } from './clock.ts';
import { createJobQueue } from './create-job-queue.ts';
import { databaseJobStore } from './database-store.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobStore } from './job-store.ts';

export interface OpenJobQueueOptions {
  readonly database: Database;
  /** Where that database is. */
  readonly location: string;
  readonly store: Config['CASEBOOK_JOBS'];
  readonly log: Logger;
}

/**
 * Opens the job queue on the store that the settings name.
 *
 * @throws CasebookError `config-invalid` where pg-boss is to work without PostgreSQL.
 */
export async function openJobQueue({
  database,
  location,
  store,
  log,
}: OpenJobQueueOptions): Promise<JobQueue> {
  const opened =
    store === 'pg-boss' ? await pgBoss(database, location, log) : databaseJobStore(database, systemClock);
  return createJobQueue({ database, store: opened, log });
}

async function pgBoss(database: Database, location: string, log: Logger): Promise<JobStore> {
  if (!isPostgresAddress(location)) {
    throw new CasebookError('config-invalid', 'CASEBOOK_JOBS: pg-boss needs PostgreSQL; set DATABASE_URL.');
  }
  // Loaded only here: most installations never need it.
  const { openPgBossStore } = await import('./pg-boss-store.ts');
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(database);
  // Beside the schema of the tables, so that two installations in one database do not mix their jobs.
  const schema = rows[0]?.name === 'public' ? 'casebook_jobs' : `${rows[0]?.name}_jobs`;
  return openPgBossStore({ database, address: location, schema, log });
}
