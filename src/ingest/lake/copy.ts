import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../domain/index.ts';

const MANIFEST = 'manifest.json';
/** Segments, also those that a rewriting made, and the journal of erasures. */
const CONTENT = /^(\d{12}(\.\d+)?|erasures)\.jsonl$/;
/** Rewriting the lake takes files away; an hour of it would have to fall into as many copies. */
const ATTEMPTS = 10;

/**
 * Copies a lake from folder to folder while its writer goes on: what the copy ends with is at least what the lake held
 * when this began. A last line that was just being written is cut when the copy is opened, as after a crash.
 *
 * The manifest says which files are lake. Where it is the same after all files were copied as before, they are those
 * that it names; where it is not, or a file was taken away meanwhile, the copy begins again.
 *
 * @param copyFile copies one file from path to path.
 * @returns what `copyFile` gave, by the name of the file in the lake.
 * @throws CasebookError `data-folder-busy` where the lake is rewritten all the time.
 */
export async function copyLake<T>(
  from: string,
  to: string,
  copyFile: (from: string, to: string) => Promise<T>,
): Promise<Map<string, T>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const manifest = await manifestIn(from);
    const copied = await copyFiles(from, to, copyFile);
    const [copy, now] = [await manifestIn(to), await manifestIn(from)];
    if (copied && manifest === copy && copy === now) return copied;
    for (const name of await readdir(to)) await rm(join(to, name));
  }
  throw new CasebookError('data-folder-busy', `${from} is being rewritten.`);
}

/** Whether a file of this name is the lake's own: nothing else in its folder may be touched. */
export function isLakeFile(name: string): boolean {
  return CONTENT.test(name) || name === MANIFEST || name === `${MANIFEST}.new`;
}

/** Null where a file was taken away between its listing and its copying. */
async function copyFiles<T>(
  from: string,
  to: string,
  copyFile: (from: string, to: string) => Promise<T>,
): Promise<Map<string, T> | null> {
  const names = (await readdir(from)).filter((name) => CONTENT.test(name) || name === MANIFEST).sort();
  const copied = new Map<string, T>();
  try {
    for (const name of names) copied.set(name, await copyFile(join(from, name), join(to, name)));
    return copied;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The manifest's text; null where there is none yet. */
async function manifestIn(folder: string): Promise<string | null> {
  try {
    return await readFile(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
