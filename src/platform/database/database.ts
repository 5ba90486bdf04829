import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import { CasebookError } from '../../domain/index.ts';
import { type DatabaseLocation, isPostgresAddress, showLocation } from './location.ts';
import { migrate, missingMigrations, rehearseMigrations } from './migrate.ts';
import { nodeSqliteDialect, readOnlySqliteDialect } from './node-sqlite.ts';
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

/**
 * Does `work` with the database as it stands at one moment, beside whoever writes to it; nothing can be written.
 *
 * @throws CasebookError `data-unreadable` where there is none, it is none, or it is of an earlier version.
 */
export async function readDatabase<T>(
  location: DatabaseLocation,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const place = showLocation(location);
  if (!isPostgresAddress(location) && !existsSync(location))
    throw new CasebookError('data-unreadable', `${place} is missing.`);
  const missing = await missingMigrations(location, () => connectReadOnly(location));
  if (missing.length > 0)
    throw new CasebookError(
      'data-unreadable',
      `${place} is of an earlier version: run \`casebook migrate\`.`,
    );
  const database = connectReadOnly(location);
  try {
    return await database
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(work);
  } finally {
    await database.destroy();
  }
}

function connectReadOnly(location: DatabaseLocation): Database {
  return isPostgresAddress(location)
    ? connect(location, { soleWriter: false })
    : new Kysely<Schema>({ dialect: readOnlySqliteDialect(location) });
}

function connect(location: DatabaseLocation, options: PostgresOptions): Database {
  const dialect = isPostgresAddress(location)
    ? postgresDialect(location, options)
    : nodeSqliteDialect(location);
  return new Kysely<Schema>({ dialect: withStorableParameters(dialect) });
}
