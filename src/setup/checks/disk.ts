import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Check, finding } from '../check.ts';

/** Free space where a folder lies, or will lie, in bytes. */
export function freeBytesAt(folder: string): number {
  const path = resolve(folder);
  if (!existsSync(path) && dirname(path) !== path) return freeBytesAt(dirname(path));
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** What the files below a folder hold, in bytes; 0 where there is none. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) =>
        sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}

/** Whether there is room for a rebuild, which makes all but the lake once more beside what there is. */
export function diskCheck(folder: string, show: (bytes: number) => string): Check {
  return {
    name: 'disk',
    async look() {
      const [free, used] = [freeBytesAt(folder), bytesIn(folder)];
      return {
        summary: `${resolve(folder)} holds ${show(used)}; ${show(free)} are free.`,
        findings:
          free < used
            ? [
                finding(
                  'free space',
                  'A rebuild or a backup needs as much as is there already.',
                  'Make space on that disk, or move the folder to another one while nothing runs.',
                ),
              ]
            : [],
      };
    },
  };
}
