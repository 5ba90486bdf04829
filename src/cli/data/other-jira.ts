import { CasebookError } from '../../domain/index.ts';
import { refuseOtherSites } from '../../ingest/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { databaseFile, installationKind } from '../../platform/data-folder/index.ts';
import { databaseLocation, readDatabase } from '../../platform/database/index.ts';

/**
 * Refuses an address as that of the Jira of a folder which holds the tickets of another one.
 *
 * @throws CasebookError `jira-differs`.
 */
export async function refuseOtherJira(config: Config, baseUrl: string): Promise<void> {
  const folder = config.CASEBOOK_DATA_DIR;
  const kind = installationKind(folder);
  // Nothing came in yet.
  if (kind === null) return;
  const location = databaseLocation(config, kind, databaseFile(folder));
  try {
    await readDatabase(location, (database) => refuseOtherSites(database, [{ name: null, baseUrl }]));
  } catch (error) {
    // Of an earlier version, lost, or a server that does not answer now: what is to be refused is, at the next sync.
    if (!(error instanceof CasebookError) || error.code === 'jira-differs') throw error;
  }
}
