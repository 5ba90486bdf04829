import { statusAnswer } from '../../api/index.ts';
import { type BackupManifest, restoreBackup } from '../../backup/index.ts';
import { inProcess } from '../../client/index.ts';
import { CasebookError } from '../../domain/index.ts';
import { endSessions } from '../../people/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { databaseFile } from '../../platform/data-folder/index.ts';
import { openDatabase } from '../../platform/database/index.ts';
import { bytesIn } from '../../setup/index.ts';
import { byteProgress } from '../byte-progress.ts';
import type { Host } from '../host.ts';
import { interruption } from '../until-stopped.ts';
import { verifyFolder } from './verify.ts';

/**
 * Puts a backup in the place of the data folder that the settings name, showing how far it is. `proof`: the number of its
 * tickets; null where rows are elsewhere.
 */
export async function restore(
  backup: string,
  config: Config,
  host: Host,
): Promise<{ manifest: BackupManifest; proof: number | null }> {
  const proveIn = (folder: string, made: BackupManifest) =>
    prove(host, { ...config, CASEBOOK_DATA_DIR: folder, CASEBOOK_LOG_LEVEL: 'silent' }, made);
  // Once to be checked, and once to be copied.
  const shown = byteProgress(2 * bytesIn(backup));
  const place = config.CASEBOOK_DATA_DIR;
  const restored = await restoreBackup(backup, place, proveIn, interruption(), shown.onRead);
  shown.end();
  return restored;
}

/**
 * Opens the copy, which brings its schema up to date, signs everybody out, checks all of it as `casebook verify` does, and
 * gives the number of its tickets; null where rows are elsewhere.
 */
async function prove(host: Host, config: Config, manifest: BackupManifest): Promise<number | null> {
  if (manifest.database.kind !== 'sqlite') return null;
  const folder = config.CASEBOOK_DATA_DIR;
  // The rows are in the copy, whatever database the settings name.
  const inFolder: Config = { ...config, DATABASE_URL: undefined, CASEBOOK_JOBS: 'database' };
  const tickets = await ticketsIn(host, inFolder, manifest);
  await signOutAll(databaseFile(folder));
  const { findings, moreFindings } = await verifyFolder(folder, databaseFile(folder));
  const [first] = findings;
  if (first)
    throw new CasebookError(
      'backup-damaged',
      `${findings.length + moreFindings} found; the first, in ${first.place}: ${first.problem}.`,
    );
  return tickets;
}

async function signOutAll(location: string): Promise<void> {
  const database = await openDatabase(location);
  try {
    await endSessions(database);
  } finally {
    await database.destroy();
  }
}

async function ticketsIn(host: Host, config: Config, manifest: BackupManifest): Promise<number> {
  const api = inProcess(await host.open(config, manifest.installation.kind));
  try {
    const { records, indexing } = statusAnswer.parse(await api.get('/api/status'));
    if (!records.holds || !indexing.holds)
      throw new CasebookError('backup-damaged', 'What came in and what became of it do not add up.');
    return indexing.live;
  } finally {
    await api.close();
  }
}
