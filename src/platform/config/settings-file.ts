import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes. Fifty sites with long JQL take a tenth. */
const LARGEST = 1_000_000;

/**
 * The text of a file that settings name, in UTF-8, with or without a byte order mark.
 *
 * @throws Error, saying what is wrong in words that name neither the file nor what it holds.
 */
export function readSettingsFile(file: string): string {
  // Whoever opens a pipe to read it waits for somebody who writes, unless it is opened so. Windows has none.
  const handle = opened(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(handle).isFile()) throw new Error('it is no regular file');
    const bytes = Buffer.alloc(LARGEST + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > LARGEST) throw new Error('it is larger than 1 MB');
    return decoded(bytes.subarray(0, length));
  } finally {
    closeSync(handle);
  }
}

function opened(file: string, flags: number): number {
  try {
    return openSync(file, flags);
  } catch (error) {
    throw new Error(`it cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8');
  }
}
