import { type VerifyReport, verify } from '../../ingest/index.ts';
import { indexing } from '../../knowledge/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { databaseFile, installationKind, lakeFolder } from '../../platform/data-folder/index.ts';
import {
  type DatabaseLocation,
  databaseLocation,
  readDatabase,
  showLocation,
} from '../../platform/database/index.ts';
import { bytesIn } from '../../setup/index.ts';
import { byteProgress } from '../byte-progress.ts';

/** Checks the data that the settings name, showing how far it is. */
export async function verifyConfigured(config: Config): Promise<VerifyReport> {
  const folder = config.CASEBOOK_DATA_DIR;
  const location = databaseLocation(config, installationKind(folder) ?? 'real', databaseFile(folder));
  const shown = byteProgress(bytesIn(lakeFolder(folder)));
  const report = await verifyFolder(folder, location, shown.onRead);
  shown.end();
  return report;
}

/** Checks all that is stored in a data folder and its database. */
export function verifyFolder(
  folder: string,
  location: DatabaseLocation,
  onRead?: (bytes: number) => void,
): Promise<VerifyReport> {
  return verify({
    lakeFolder: lakeFolder(folder),
    databasePlace: showLocation(location),
    withDatabase: (work) => readDatabase(location, work),
    indexing,
    onRead,
  });
}
