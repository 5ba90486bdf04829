import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CasebookError } from '../domain/index.ts';
import { syncFolder } from '../platform/data-folder/index.ts';
import { checkBackup } from './check.ts';
import { copyFile, type OnRead } from './files.ts';
import { makeFolderWhole } from './folder.ts';
import type { BackupManifest } from './manifest.ts';

/**
 * Puts a backup in the place of a data folder that is not there yet, or is empty: after every byte of it was checked,
 * and after `prove` has shown that the copy works. Until then nothing stands at that place.
 *
 * @param prove opens the copy, looks at it, and lets go of it again.
 * @throws CasebookError `backup-damaged`, `backup-newer`, `output-exists`, `output-unusable`, or what `prove` says.
 */
export async function restoreBackup<T>(
  backup: string,
  place: string,
  prove: (folder: string, manifest: BackupManifest) => Promise<T>,
  signal: AbortSignal,
  onRead?: OnRead,
): Promise<{ readonly manifest: BackupManifest; readonly proof: T }> {
  return makeFolderWhole(place, async (folder) => {
    const manifest = await checkBackup(backup, onRead);
    // Also where the lake has no lines yet.
    const folders = new Set(['lake', ...manifest.files.map(({ name }) => dirname(name))]);
    for (const inner of folders) await mkdir(join(folder, inner), { recursive: true, mode: 0o700 });
    for (const { name, sha256 } of manifest.files) {
      const copied = await copyFile(join(backup, name), join(folder, name), signal, onRead);
      if (copied.sha256 !== sha256)
        throw new CasebookError('backup-damaged', `${join(backup, name)} changed while it was read.`);
    }
    for (const inner of folders) await syncFolder(join(folder, inner));
    const proof = await prove(folder, manifest);
    signal.throwIfAborted();
    return { manifest, proof };
  });
}
