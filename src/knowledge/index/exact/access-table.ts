import { type Access, type Asker, permits } from '../../../domain/index.ts';

/** Thousands of chunks share a handful of accesses: each has a number, and is decided once a query. */
export interface AccessTable {
  intern(access: Access): number;
  /** By number, 1 where the asker may read. */
  readableBy(asker: Asker): Uint8Array;
  /** By number, each as JSON. */
  parts(): readonly string[];
}

export function createAccessTable(from: readonly string[] = []): AccessTable {
  const numbers = new Map(from.map((text, number) => [text, number]));
  const accesses: Access[] = from.map((text) => JSON.parse(text));
  return {
    intern(access) {
      const text = JSON.stringify(access);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, accesses.length);
      return accesses.push(access) - 1;
    },
    readableBy: (asker) => Uint8Array.from(accesses, (access) => (permits(asker, access) ? 1 : 0)),
    parts: () => [...numbers.keys()],
  };
}
