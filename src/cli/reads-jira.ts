import type { Config } from '../platform/config/index.ts';
import { announcedServer, installationKind } from '../platform/data-folder/index.ts';
import { namesJira, notConfigured } from '../setup/index.ts';

/**
 * Keeps a command that has no Jira to read from making a data folder for nothing. Where there is one, whoever holds it
 * knows what it is read from.
 *
 * @throws CasebookError `jira-not-configured`.
 */
export function refuseNoJira(config: Config): void {
  const folder = config.CASEBOOK_DATA_DIR;
  if (installationKind(folder) === null && !announcedServer(folder) && !namesJira(config))
    throw notConfigured(config);
}
