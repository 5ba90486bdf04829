import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CasebookError } from '../domain/index.ts';
import { makeFolders, syncFolder } from '../platform/data-folder/index.ts';

/**
 * Makes a folder whole or not at all, for its owner alone: under another name beside its place first, which it gives
 * up when everything is on the disk. Its place must be free, or an empty folder.
 *
 * @throws CasebookError `output-exists`, `output-unusable`, or what `fill` fails with; nothing is left behind.
 */
export async function makeFolderWhole<T>(place: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const path = resolve(place);
  await refuseTaken(path);
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  await usable(path, async () => {
    makeFolders(dirname(path));
    await mkdir(unfinished, { mode: 0o700 });
  });
  try {
    const result = await fill(unfinished);
    await refuseTaken(path);
    await usable(path, async () => {
      await syncFolder(unfinished);
      if (existsSync(path)) await rmdir(path);
      await rename(unfinished, path);
      await syncFolder(dirname(path));
    });
    return result;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function refuseTaken(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const inside = await readdir(path).catch(() => ['not a folder']);
  if (inside.length > 0) throw new CasebookError('output-exists', `${path} is there, and not empty.`);
}

async function usable(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CasebookError) throw error;
    throw new CasebookError('output-unusable', `${path}: ${(error as Error).message}.`, { cause: error });
  }
}
