import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../domain/index.ts';
import { installationOf, lakeFolder, modelsFolder, syncFolder } from '../platform/data-folder/index.ts';
import {
  copySqlite,
  type DatabaseLocation,
  isPostgresAddress,
  migrationsOfSqlite,
  showLocation,
} from '../platform/database/index.ts';
import { type Content, contentOf, copyFile, flushFile, type OnRead } from './files.ts';
import { makeFolderWhole } from './folder.ts';
import { type BackupFile, type BackupManifest, readManifest, writeManifest } from './manifest.ts';

export const DATABASE = 'casebook.sqlite';
const LAKE = 'lake';
const MODELS = 'models';
export const INSTALLATION = 'installation.json';

export interface BackupParts {
  readonly dataFolder: string;
  readonly database: DatabaseLocation;
  readonly version: string;
  /** Copies the lake from folder to folder, while its writer goes on; gives what `copyFile` gave, by file name. */
  readonly copyLake: (
    from: string,
    to: string,
    copyFile: (from: string, to: string) => Promise<Content>,
  ) => Promise<ReadonlyMap<string, Content>>;
  /** Whether a file of this name among the models is one that the installation made, and that nobody else has. */
  readonly isOwnModel: (name: string) => boolean;
  /** What was taken out of the installation by now; `database` is null where it is not a file. */
  readonly removals: (
    lakeFolder: string,
    database: string | null,
  ) => Promise<{ readonly rewrites: number | null; readonly erasing: boolean }>;
  /** Ends it early; nothing is left behind then. */
  readonly signal: AbortSignal;
  readonly onRead?: OnRead;
}

/** An erasure or a compaction is rare; one that falls into this many copies is not waited for. */
const ATTEMPTS = 3;

/**
 * Copies an installation, running or not, into a new folder that says what it holds.
 *
 * The database comes first, then the lake, which is therefore at least as new: lines that the database does not have
 * are applied when the copy is opened, but tickets whose lines are missing could not be explained. Where something was
 * taken out of the installation meanwhile, the two do not fit, and are copied again. The installation's id comes last, because it is written before any database is tied to it.
 *
 * @throws CasebookError `backup-nothing`, `backup-disturbed`, `output-exists`, `output-unusable`, `data-unreadable`.
 */
export async function makeBackup(parts: BackupParts, place: string): Promise<BackupManifest> {
  const { dataFolder, version } = parts;
  if (!installationOf(dataFolder)) throw new CasebookError('backup-nothing', dataFolder);
  return makeFolderWhole(place, async (folder) => {
    const { rows, files } = await copyUndisturbed(parts, folder);
    const installation = installationOf(dataFolder);
    if (!installation) throw new CasebookError('backup-nothing', dataFolder);
    const file = join(folder, INSTALLATION);
    await writeFile(file, `${JSON.stringify(installation)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    files.push({ name: INSTALLATION, ...(await contentOf(file)) });
    const { id = null, kind } = installation;
    const madeAt = new Date().toISOString();
    await writeManifest(folder, { madeAt, version, installation: { id, kind }, database: rows, files });
    return readManifest(folder);
  });
}

type Copied = { readonly rows: BackupManifest['database']; readonly files: BackupFile[] };

/** Copies database and lake so that nothing was taken out of either between the first byte and the last. */
async function copyUndisturbed(parts: BackupParts, folder: string): Promise<Copied> {
  const { dataFolder, database, removals } = parts;
  const now = () => removals(lakeFolder(dataFolder), isPostgresAddress(database) ? null : database);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await now();
    if (before.erasing) break;
    const copied = await copyOnce(parts, folder);
    const after = await now();
    if (!after.erasing && after.rewrites === before.rewrites) return copied;
    for (const name of [DATABASE, LAKE, MODELS])
      await rm(join(folder, name), { recursive: true, force: true });
  }
  throw new CasebookError('backup-disturbed', dataFolder);
}

async function copyOnce(
  { dataFolder, database, copyLake, isOwnModel, signal, onRead }: BackupParts,
  folder: string,
): Promise<Copied> {
  const files: BackupFile[] = [];
  const rows = isPostgresAddress(database)
    ? ({ kind: 'postgresql', place: showLocation(database) } as const)
    : await copyDatabase(database, folder, files, onRead);
  await mkdir(join(folder, LAKE), { mode: 0o700 });
  const copied = await copyLake(lakeFolder(dataFolder), join(folder, LAKE), (from, to) =>
    copyFile(from, to, signal, onRead),
  );
  for (const [name, content] of copied) files.push({ name: `${LAKE}/${name}`, ...content });
  // They never change. One that is removed meanwhile is used by nothing that was just copied, or can be made again.
  const models = (await readdir(modelsFolder(dataFolder)).catch(() => [])).filter(isOwnModel);
  if (models.length > 0) await mkdir(join(folder, MODELS), { mode: 0o700 });
  for (const name of models) {
    const content = await copyFile(join(modelsFolder(dataFolder), name), join(folder, MODELS, name), signal);
    files.push({ name: `${MODELS}/${name}`, ...content });
  }
  signal.throwIfAborted();
  await syncFolder(join(folder, LAKE));
  if (models.length > 0) await syncFolder(join(folder, MODELS));
  return { rows, files };
}

async function copyDatabase(from: string, folder: string, files: BackupFile[], onRead: OnRead = () => {}) {
  const to = join(folder, DATABASE);
  copySqlite(from, to);
  await flushFile(to);
  const migrations = migrationsOfSqlite(to);
  if (migrations.length === 0)
    throw new CasebookError(
      'data-unreadable',
      `${from} holds no rows. If they lie on PostgreSQL, set DATABASE_URL as the server has it.`,
    );
  const content = await contentOf(to, async (block) => onRead(block.length));
  files.push({ name: DATABASE, ...content });
  return { kind: 'sqlite', migrations } as const;
}
