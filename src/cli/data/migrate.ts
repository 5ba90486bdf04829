import type { Config } from '../../platform/config/index.ts';
import { databaseFile, installationKind, openDataFolder } from '../../platform/data-folder/index.ts';
import {
  databaseLocation,
  migrateDatabase,
  plannedMigrations,
  showLocation,
} from '../../platform/database/index.ts';

/** Brings the database that the settings name up to this version; with `dryRun` it is tried, undone and told. */
export async function bringUp(
  config: Config,
  dryRun: boolean,
): Promise<{ database: string; migrations: readonly string[] }> {
  const folder = config.CASEBOOK_DATA_DIR;
  const kind = installationKind(folder) ?? 'real';
  const location = databaseLocation(config, kind, databaseFile(folder));
  using _held = dryRun ? null : openDataFolder(folder, kind);
  const migrations = await (dryRun ? plannedMigrations(location) : migrateDatabase(location));
  return { database: showLocation(location), migrations };
}
