import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import { type DatabaseLocation, isPostgresAddress } from './location.ts';
import { migrate, rehearseMigrations } from './migrate.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import { type PostgresOptions, postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { withStorableParameters } from './storable-parameters.ts';

export type Database = Kysely<Schema>;

/**
 * Opens the database at a location and brings its schema up to date.
 *
 * `soleWriter` is for PostgreSQL; an SQLite file is guarded by the lock of its data folder.
 *
 * @throws CasebookError `data-unreadable` where it is no database, is damaged, or comes from a newer version;
 * `database-unavailable`, `database-busy`.
 */
export async function openDatabase(
  location: DatabaseLocation,
  options: PostgresOptions = { soleWriter: false },
): Promise<Database> {
  const database = connect(location, options);
  try {
    await migrate(database, location);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

/** Brings the schema at a location up to date, and returns the migrations that were missing. */
export async function migrateDatabase(location: DatabaseLocation): Promise<string[]> {
  const database = connect(location, { soleWriter: true });
  try {
    return await migrate(database, location);
  } finally {
    await database.destroy();
  }
}

/** What `migrateDatabase` would apply, tried and undone. */
export function plannedMigrations(location: DatabaseLocation): Promise<string[]> {
  // Where there is no file yet, none is made.
  const place = isPostgresAddress(location) || existsSync(location) ? location : ':memory:';
  return rehearseMigrations(location, () => connect(place, { soleWriter: false }));
}

function connect(location: DatabaseLocation, options: PostgresOptions): Database {
  const dialect = isPostgresAddress(location)
    ? postgresDialect(location, options)
    : nodeSqliteDialect(location);
  return new Kysely<Schema>({ dialect: withStorableParameters(dialect) });
}
