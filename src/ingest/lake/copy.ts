import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SEGMENT = /^\d{12}\.jsonl$/;

/**
 * Copies a lake from folder to folder while its writer goes on: what the copy ends with is at least what the lake held
 * when this began. A last line that was just being written is cut when the copy is opened, as after a crash.
 *
 * @param copyFile copies one file from path to path.
 * @returns what `copyFile` gave, by the name of the file in the lake.
 */
export async function copyLake<T>(
  from: string,
  to: string,
  copyFile: (from: string, to: string) => Promise<T>,
): Promise<Map<string, T>> {
  const copied = new Map<string, T>();
  const names = (await readdir(from)).filter(isLakeFile).sort();
  for (const name of names) copied.set(name, await copyFile(join(from, name), join(to, name)));
  return copied;
}

/** Whether a file of this name is the lake's own: nothing else in its folder may be touched. */
export function isLakeFile(name: string): boolean {
  return SEGMENT.test(name);
}
