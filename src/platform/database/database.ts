import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CasebookError } from '../../domain/index.ts';
import { up as initial } from './migrations/0001-initial.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;

/** Forward only, applied in the order of their names, each in a transaction of its own. */
const migrations = { '0001-initial': { up: initial } };

/**
 * Opens the database file and brings its schema up to date.
 *
 * @throws CasebookError `data-unreadable` where the file is no database, is damaged, or comes from a newer version.
 */
export async function openDatabase(file: string): Promise<Database> {
  const database = new Kysely<Schema>({ dialect: nodeSqliteDialect(file) });
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await database.destroy();
    throw new CasebookError(
      'data-unreadable',
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return database;
}
