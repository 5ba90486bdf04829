import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CasebookError } from '../domain/index.ts';
import { installationOf } from '../platform/data-folder/index.ts';
import { knownMigrations, problemsOfSqlite } from '../platform/database/index.ts';
import { contentOf, type OnRead } from './files.ts';
import { DATABASE, INSTALLATION } from './make.ts';
import { type BackupManifest, MANIFEST, readManifest } from './manifest.ts';

/**
 * Reads a backup to its last byte and compares it with its manifest, and asks its database whether it is sound.
 * Writes nothing.
 *
 * @throws CasebookError `backup-damaged`, naming the file that is missing or not what was written, `backup-newer`.
 */
export async function checkBackup(folder: string, onRead: OnRead = () => {}): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  refuseNewer(folder, manifest);
  const names = new Set(manifest.files.map(({ name }) => name));
  const expected = [INSTALLATION, ...(manifest.database.kind === 'sqlite' ? [DATABASE] : [])];
  for (const name of expected) if (!names.has(name)) throw damaged(folder, name, 'is not in the manifest');
  for (const { name, bytes, sha256 } of manifest.files) {
    const read = contentOf(join(folder, name), async (block) => onRead(block.length));
    const found = await read.catch((error: NodeJS.ErrnoException) => {
      throw damaged(folder, name, error.code === 'ENOENT' ? 'is missing' : error.message);
    });
    if (found.bytes !== bytes)
      throw damaged(folder, name, `has ${found.bytes} bytes, and ${bytes} were written`);
    if (found.sha256 !== sha256) throw damaged(folder, name, 'does not have the digest that was written');
  }
  const { id = null, kind } = installationOf(folder) ?? {};
  if (id !== manifest.installation.id || kind !== manifest.installation.kind)
    throw damaged(folder, INSTALLATION, 'is of another installation than the manifest');
  if (manifest.database.kind === 'sqlite') {
    const [problem] = problemsOfSqlite(join(folder, DATABASE));
    if (problem) throw damaged(folder, DATABASE, problem);
  }
  return manifest;
}

/** Files in a backup's folder that are not of the backup, with slashes on every system: nobody restores them. */
export async function unlistedFiles(folder: string, { files }: BackupManifest): Promise<string[]> {
  const listed = new Set([MANIFEST, ...files.map(({ name }) => name)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !listed.has(name))
    .sort();
}

function refuseNewer(folder: string, { database, version }: BackupManifest): void {
  if (database.kind !== 'sqlite') return;
  const known = new Set(knownMigrations());
  const unknown = database.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new CasebookError('backup-newer', `${folder} was made by ${version}, with ${unknown.join(', ')}.`);
}

function damaged(folder: string, name: string, what: string): CasebookError {
  return new CasebookError('backup-damaged', `${join(folder, name)} ${what}.`);
}
