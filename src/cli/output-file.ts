import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CasebookError } from '../domain/index.ts';

/** Characters that are written at once. */
const BLOCK = 256 * 1024;

/**
 * Writes a file whole or not at all, for its owner alone: under another name first, which it gives up when everything
 * is on the disk.
 *
 * @returns what the pieces end with.
 * @throws CasebookError `output-exists` where the file is there and `replace` is false, `output-unusable`, or what the
 * pieces fail with, or the signal; nothing is left behind.
 */
export async function writeWhole<T>(
  file: string,
  replace: boolean,
  pieces: AsyncIterator<string, T>,
  signal: AbortSignal,
): Promise<T> {
  const refuse = () => {
    if (!replace && existsSync(file)) throw new CasebookError('output-exists', `${file} is there already.`);
  };
  refuse();
  const unfinished = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`);
  const handle = await usable(file, open(unfinished, 'wx', 0o600));
  try {
    const end = await writeAll(file, handle, pieces, signal).finally(() => handle.close());
    refuse();
    await usable(file, rename(unfinished, file));
    return end;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeAll<T>(
  file: string,
  handle: FileHandle,
  pieces: AsyncIterator<string, T>,
  signal: AbortSignal,
): Promise<T> {
  let block = '';
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await pieces.next();
    if (!done) block += value;
    if (done || block.length >= BLOCK) {
      await usable(file, handle.appendFile(block));
      block = '';
    }
    if (done) {
      await usable(file, handle.sync());
      return value;
    }
  }
}

async function usable<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new CasebookError('output-unusable', `${file}: ${(error as Error).message}.`, { cause: error });
  }
}
