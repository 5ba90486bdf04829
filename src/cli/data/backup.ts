import { statSync } from 'node:fs';
import { type BackupManifest, checkBackup, makeBackup, unlistedFiles } from '../../backup/index.ts';
import { copyLake, removals } from '../../ingest/index.ts';
import { isAdaptedModelFile } from '../../knowledge/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { databaseFile, installationKind, lakeFolder } from '../../platform/data-folder/index.ts';
import { databaseLocation, isPostgresAddress } from '../../platform/database/index.ts';
import { bytesIn } from '../../setup/index.ts';
import { byteProgress } from '../byte-progress.ts';
import { interruption } from '../until-stopped.ts';

/** Reads a backup to its last byte; `unlisted` are files beside those that it names. */
export async function check(folder: string): Promise<{ manifest: BackupManifest; unlisted: string[] }> {
  const shown = byteProgress(bytesIn(folder));
  const manifest = await checkBackup(folder, shown.onRead);
  shown.end();
  return { manifest, unlisted: await unlistedFiles(folder, manifest) };
}

/** Copies what the settings name into `folder`, showing how far it is. */
export async function make(folder: string, config: Config, version: string): Promise<BackupManifest> {
  const dataFolder = config.CASEBOOK_DATA_DIR;
  const kind = installationKind(dataFolder) ?? 'real';
  const database = databaseLocation(config, kind, databaseFile(dataFolder));
  const rows = isPostgresAddress(database) ? 0 : (statSync(database, { throwIfNoEntry: false })?.size ?? 0);
  const shown = byteProgress(bytesIn(lakeFolder(dataFolder)) + rows);
  const manifest = await makeBackup(
    {
      dataFolder,
      database,
      version,
      copyLake,
      isOwnModel: isAdaptedModelFile,
      removals,
      signal: interruption(),
      onRead: shown.onRead,
    },
    folder,
  );
  shown.end();
  return manifest;
}
