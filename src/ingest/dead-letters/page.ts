/** A page ends with whatever comes first: what shares one flush of the disk, and what is held in memory for it. */
export const PAGE_LETTERS = 100;
const PAGE_CHARACTERS = 4 * 1024 * 1024;

/**
 * The ids of as many letters as are read at a time, of those given with the lengths of their records: the records of
 * a hundred letters can be gigabytes. At least one, where there is one.
 */
export function pageOf(sizes: readonly { readonly id: number; readonly size: number }[]): number[] {
  const ids: number[] = [];
  let held = 0;
  for (const { id, size } of sizes.slice(0, PAGE_LETTERS)) {
    if (ids.length > 0 && held + size > PAGE_CHARACTERS) break;
    ids.push(id);
    held += size;
  }
  return ids;
}
