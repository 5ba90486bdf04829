import type { Kysely } from 'kysely';
import { CasebookError } from '../../domain/index.ts';
import type { Schema } from './schema.ts';

const INSTALLATION_ID = 'installation-id';

/**
 * Ties a database to the data folder whose lake it was made from: the two are one installation. `folderId` is null
 * for a folder that holds nothing yet.
 *
 * @throws CasebookError `database-foreign` where the database belongs to another folder: its tickets would then stem
 * from a lake that is not there.
 */
export async function tieInstallation(database: Kysely<Schema>, folderId: string | null): Promise<void> {
  const row = await database
    .selectFrom('installation')
    .select('value')
    .where('name', '=', INSTALLATION_ID)
    .executeTakeFirst();
  if (row && row.value !== folderId) {
    throw new CasebookError(
      'database-foreign',
      `The database is of installation ${row.value}, the folder ${folderId ? `of ${folderId}` : 'is empty'}.`,
    );
  }
  if (row || !folderId) return;
  await database.insertInto('installation').values({ name: INSTALLATION_ID, value: folderId }).execute();
}
