import type { Kysely } from 'kysely';
import { CasebookError, type SiteName } from '../../domain/index.ts';
import type { Schema } from './schema.ts';

const INSTALLATION_ID = 'installation-id';

/** Keeps a fact about the installation under a name, in the place of the one that was there. */
export async function keepFact(database: Kysely<Schema>, name: string, value: string): Promise<void> {
  await database
    .insertInto('installation')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** What is kept under the name; null where nothing is. */
export async function readFact(database: Kysely<Schema>, name: string): Promise<string | null> {
  const row = await database
    .selectFrom('installation')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** Under which name a fact of a site is kept. */
export const siteFact = (name: string, site: SiteName): string => (site === null ? name : `${name} ${site}`);

/** What is kept under a name, of every site that has it. */
export async function factsOfSites(database: Kysely<Schema>, name: string): Promise<Map<SiteName, string>> {
  const rows = await database
    .selectFrom('installation')
    .selectAll()
    .where((where) => where.or([where('name', '=', name), where('name', 'like', `${name} %`)]))
    .orderBy('name')
    .execute();
  return new Map(rows.map((row) => [row.name === name ? null : row.name.slice(name.length + 1), row.value]));
}

export async function forgetFact(database: Kysely<Schema>, name: string): Promise<void> {
  await database.deleteFrom('installation').where('name', '=', name).execute();
}

/**
 * Ties a database to the data folder whose lake it was made from: the two are one installation. `folderId` is null
 * for a folder that holds nothing yet.
 *
 * @throws CasebookError `database-foreign` where the database belongs to another folder: its tickets would then stem
 * from a lake that is not there.
 */
export async function tieInstallation(database: Kysely<Schema>, folderId: string | null): Promise<void> {
  const id = await readFact(database, INSTALLATION_ID);
  if (id && id !== folderId) {
    throw new CasebookError(
      'database-foreign',
      `The database is of installation ${id}, the folder ${folderId ? `of ${folderId}` : 'is empty'}.`,
    );
  }
  if (!id && folderId) await keepFact(database, INSTALLATION_ID, folderId);
}
