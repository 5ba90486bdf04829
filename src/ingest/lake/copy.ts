import { readdir } from 'node:fs/promises';

/** The files that a lake consists of, in the order in which they are written. */
const SEGMENT = /^\d{12}\.jsonl$/;

/**
 * Copies a lake file by file, while its writer goes on: what the copy ends with is at least what the lake held when
 * this began. A last line that was just being written is cut when the copy is opened, as after a crash.
 *
 * @param copyFile copies the file of this name from the lake to the same name elsewhere.
 */
export async function copyLake(folder: string, copyFile: (name: string) => Promise<void>): Promise<void> {
  const names = (await readdir(folder)).filter((name) => SEGMENT.test(name)).sort();
  for (const name of names) await copyFile(name);
}

/** Whether a file of this name is the lake's own: nothing else in its folder may be touched. */
export function isLakeFile(name: string): boolean {
  return SEGMENT.test(name);
}
