import { existsSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { CasebookError } from '../../domain/index.ts';
import { databaseKind } from './dialect.ts';
import { type DatabaseLocation, isPostgresAddress, showLocation } from './location.ts';
import { up as initial } from './migrations/0001-initial.ts';
import { up as jobs } from './migrations/0002-jobs.ts';
import { up as deadLetters } from './migrations/0003-dead-letters.ts';
import { up as indexGenerations } from './migrations/0004-index-generations.ts';
import { up as erasures } from './migrations/0005-erasures.ts';
import { up as ticketFormat } from './migrations/0006-ticket-format.ts';
import { up as corpusStatistics } from './migrations/0007-corpus-statistics.ts';
import { up as indexChanges } from './migrations/0010-index-changes.ts';
import { up as goneTickets } from './migrations/0012-gone-tickets.ts';
import { up as ledger } from './migrations/0013-ledger.ts';
import { up as people } from './migrations/0014-people.ts';
import { up as apiKeys } from './migrations/0015-api-keys.ts';
import { up as access } from './migrations/0016-access.ts';
import { up as ticketDetails } from './migrations/0017-ticket-details.ts';
import { up as webhooks } from './migrations/0018-webhooks.ts';
import { up as identities } from './migrations/0019-identities.ts';
import { up as sites } from './migrations/0020-sites.ts';
import { up as deliveriesOfSites } from './migrations/0021-deliveries-of-sites.ts';
import type { Schema } from './schema.ts';

/** Forward only, applied in the order of their names, all that are missing in one transaction. */
const migrations: Record<string, Migration> = {
  '0001-initial': { up: initial },
  '0002-jobs': { up: jobs },
  '0003-dead-letters': { up: deadLetters },
  '0004-index-generations': { up: indexGenerations },
  '0005-erasures': { up: erasures },
  '0006-ticket-format': { up: ticketFormat },
  '0007-corpus-statistics': { up: corpusStatistics },
  '0010-index-changes': { up: indexChanges },
  '0012-gone-tickets': { up: goneTickets },
  '0013-ledger': { up: ledger },
  '0014-people': { up: people },
  '0015-api-keys': { up: apiKeys },
  '0016-access': { up: access },
  '0017-ticket-details': { up: ticketDetails },
  '0018-webhooks': { up: webhooks },
  '0019-identities': { up: identities },
  '0020-sites': { up: sites },
  '0021-deliveries-of-sites': { up: deliveriesOfSites },
};

/** The names of all migrations, oldest first. */
export function knownMigrations(): string[] {
  return Object.keys(migrations).sort();
}

/**
 * Brings the schema up to date and returns the names of the migrations that were missing. Of several processes that
 * do so at once, one does the work and the others wait for it.
 *
 * @throws CasebookError `data-unreadable` where the database is damaged or comes from a newer version.
 */
export async function migrate(database: Kysely<Schema>, location: DatabaseLocation): Promise<string[]> {
  const { error, results } = await (await migratorFor(database)).migrateToLatest();
  if (error instanceof CasebookError) throw error;
  if (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CasebookError('data-unreadable', `${showLocation(location)}: ${message}`, { cause: error });
  }
  return results?.map(({ migrationName }) => migrationName) ?? [];
}

/** The migrations that `migrate` would apply; nothing is written, not even an empty file. */
export async function missingMigrations(
  location: DatabaseLocation,
  open: () => Kysely<Schema>,
): Promise<string[]> {
  if (!isPostgresAddress(location) && !existsSync(location)) return Object.keys(migrations);
  const database = open();
  try {
    const known = await (await migratorFor(database)).getMigrations();
    return known.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
  } finally {
    await database.destroy();
  }
}

/**
 * The same, after they were applied and undone again in one transaction: one that fails on these data is known before
 * it matters. Others who write wait meanwhile.
 *
 * @throws CasebookError `data-unreadable`, with what went wrong.
 */
export async function rehearseMigrations(
  location: DatabaseLocation,
  open: () => Kysely<Schema>,
): Promise<string[]> {
  const missing = await missingMigrations(location, open);
  if (missing.length === 0) return missing;
  const database = open();
  const undone = new Error('everything is undone');
  try {
    await database.transaction().execute(async (tx) => {
      await migrate(tx, location);
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  } finally {
    await database.destroy();
  }
  return missing;
}

async function migratorFor(database: Kysely<Schema>): Promise<Migrator> {
  const provider = { getMigrations: async () => migrations };
  if (databaseKind(database) === 'sqlite') return new Migrator({ db: database, provider });
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(database);
  const schema = rows[0]?.name;
  if (!schema)
    throw new CasebookError('config-invalid', 'DATABASE_URL: its search_path names no schema that exists.');
  // Without the name, the migrator would take another schema's table of migrations for its own.
  return new Migrator({ db: database, provider, migrationTableSchema: schema });
}
