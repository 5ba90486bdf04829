import { PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { CasebookError } from '../../domain/index.ts';
import type { DatabaseLocation } from './location.ts';
import { unavailable } from './unavailable.ts';
import { writerLock } from './writer-lock.ts';

export interface PostgresOptions {
  /** Refuses to work while another process writes to the same database. */
  readonly soleWriter: boolean;
}

/** Connections at once: requests, the intake, the indexer and jobs, each at most one at a time. */
const CONNECTIONS = 10;
const CONNECT_MS = 10_000;

/**
 * Kysely's PostgreSQL dialect on `pg`.
 *
 * Connections are given out only while the writer's lock is held: a process that lost it (the server restarted, the
 * network parted) writes nothing until it has the lock again.
 */
export function postgresDialect(address: DatabaseLocation, { soleWriter }: PostgresOptions): PostgresDialect {
  const pool = new Pool({
    connectionString: address,
    application_name: 'casebook',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  const lock = soleWriter ? writerLock(address) : null;
  return new PostgresDialect({
    pool: {
      options: pool.options,
      async connect() {
        await lock?.held();
        return pool.connect().catch((error) => {
          throw unavailable(address, error);
        });
      },
      async end() {
        await pool.end();
        await lock?.release();
      },
    },
  });
}

/** `pg` gives 64-bit integers and sums as text, since not all of them fit a number; all of ours must. */
const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === types.builtins.INT8 || id === types.builtins.NUMERIC ? toNumber : types.getTypeParser(id, format);

function toNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
  throw new CasebookError('data-unreadable', `The database holds ${text}, more than a number can.`);
}
