import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import {
  databaseFile,
  installationFile,
  installationKind,
  lakeFolder,
  lockFile,
  modelsFolder,
  openDataFolder,
  scratchFile,
  snapshotFolder,
} from './data-folder.ts';

/** What SQLite puts beside a database while it works. */
const BESIDE_DATABASE = ['', '-wal', '-shm', '-journal'];

export interface Reset {
  /** Files that are gone, and files that Casebook did not make; both as paths within the folder. */
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/**
 * Removes a demo installation, and nothing that Casebook did not make; the folder goes with it where nothing is left.
 * What says that it is a demo goes last, so that a reset that was cut short can be done again.
 *
 * @param isOurs whether a file of this name in the folder of the lake is the lake's own; the same for the others.
 * @throws CasebookError `reset-refused` where the folder holds no demo, `data-folder-busy` while it is in use.
 */
export function resetDemo(
  folder: string,
  isOurs: Readonly<Record<'lake' | 'models' | 'snapshots', (name: string) => boolean>>,
): Reset {
  const path = resolve(folder);
  refuseNoDemo(path);
  const before = filesIn(path);
  {
    using _held = openDataFolder(path, 'demo');
    const folders = [
      [lakeFolder(path), isOurs.lake],
      [modelsFolder(path), isOurs.models],
      [snapshotFolder(path), isOurs.snapshots],
    ] as const;
    for (const [inner, isOwn] of folders) {
      for (const name of filesIn(inner).filter(isOwn)) remove(join(inner, name));
      removeIfEmpty(inner);
    }
    for (const database of [databaseFile(path), scratchFile(path)])
      for (const suffix of BESIDE_DATABASE) remove(database + suffix);
    remove(installationFile(path));
  }
  for (const suffix of BESIDE_DATABASE) remove(lockFile(path) + suffix);
  removeIfEmpty(path);
  const left = filesIn(path);
  return { removed: before.filter((name) => !left.includes(name)), left };
}

/** @throws CasebookError `reset-refused` where the folder holds no demo. */
export function refuseNoDemo(folder: string): void {
  const kind = installationKind(folder);
  if (kind !== 'demo')
    throw new CasebookError(
      'reset-refused',
      `${resolve(folder)} holds ${kind ? 'real data' : 'no installation'}.`,
    );
}

function remove(file: string): void {
  rmSync(file, { force: true });
}

function removeIfEmpty(folder: string): void {
  if (entriesOf(folder)?.length === 0) rmdirSync(folder);
}

/** All files below a folder, as paths within it; none where it is not there. */
function filesIn(folder: string): string[] {
  return (entriesOf(folder) ?? []).flatMap((entry) =>
    entry.isDirectory()
      ? filesIn(join(folder, entry.name)).map((name) => `${entry.name}/${name}`)
      : [entry.name],
  );
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}
