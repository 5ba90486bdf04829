import { type Entries, entryOf } from './postings.ts';

/** Counts by slot, with what they touch: as quick for many slots as for few. */
export interface Tally {
  add(slot: number, count: number): void;
  /** Leaves the greater count. */
  raise(slot: number, count: number): void;
  entries(): Entries;
}

export function createTally(slots: number): Tally {
  const counts = new Uint32Array(slots);
  const touched: number[] = [];
  return {
    add(slot, count) {
      if (counts[slot] === 0) touched.push(slot);
      counts[slot] = (counts[slot] as number) + count;
    },
    raise(slot, count) {
      if (counts[slot] === 0) touched.push(slot);
      counts[slot] = Math.max(counts[slot] as number, count);
    },
    entries() {
      const cells = new Uint32Array(touched.length);
      for (let i = 0; i < touched.length; i += 1) {
        const slot = touched[i] as number;
        cells[i] = entryOf(slot, counts[slot] as number);
      }
      return { cells, start: 0, end: cells.length };
    },
  };
}
