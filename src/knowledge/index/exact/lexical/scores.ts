import { bufferOf, createGround, createSettling, type Ground, growTo } from '../vectors/ground.ts';
import { BLOCK } from '../vectors/layout.ts';
import type { Worths } from './bm25.ts';
import { countOf, type Entries, slotOf } from './postings.ts';

/** Scores by slot, used again for query after query. */
export interface Scores {
  /** 0 where the query found nothing; another array after `begin`. */
  readonly bySlot: Float32Array;
  /** The greatest score of each block of 32 slots, once settled. */
  readonly greatest: Float32Array;
  /** Makes all scores 0, with room for some number of slots. */
  begin(slots: number): void;
  /**
   * After all scores were added.
   *
   * @param allowed by slot: 0 where the text must not count; its score is 0 then, whatever was added.
   */
  settle(allowed: Uint8Array): void;
}

/** Below lies what is the compiler's. */
const HEAD = 65_536;

/** They lie where the kernel can go through them: first scores, then the greatest, then what is allowed. */
export function createScores(kind?: Ground['kind']): Scores {
  const ground = createGround(HEAD, kind);
  const settle = createSettling(ground);
  let room = 0;
  let isClear = true;
  let bytes = new Uint8Array(bufferOf(ground), 0, 0);
  const scores = {
    bySlot: new Float32Array(bufferOf(ground), 0, 0),
    greatest: new Float32Array(bufferOf(ground), 0, 0),
    begin(slots: number): void {
      if (!isClear) {
        scores.bySlot.fill(0);
        scores.greatest.fill(0);
        isClear = true;
      }
      if (slots <= room) return;
      room = Math.ceil((slots * 1.25) / BLOCK) * BLOCK;
      const [greatest, end] = [HEAD + 4 * room, HEAD + 4 * room + (4 * room) / BLOCK];
      growTo(ground, end + room);
      const buffer = bufferOf(ground);
      scores.bySlot = new Float32Array(buffer, HEAD, room).fill(0);
      scores.greatest = new Float32Array(buffer, greatest, room / BLOCK).fill(0);
      bytes = new Uint8Array(buffer, end, room);
    },
    settle(allowed: Uint8Array): void {
      isClear = false;
      bytes.set(allowed.length > room ? allowed.subarray(0, room) : allowed);
      settle(HEAD, bytes.byteOffset, scores.greatest.byteOffset, room / BLOCK);
    },
  };
  return scores;
}

/**
 * Adds to the score of every text that has an entry what the entry is worth: also of those that must not count, as
 * looking at that here takes longer than clearing them away in one go. `shapes` are those of `Slots`.
 */
export function addScores(
  { cells, start, end }: Entries,
  weight: number,
  worths: Worths,
  shapes: Uint32Array,
  { bySlot }: Scores,
): void {
  for (let i = start; i < end; i += 1) {
    const entry = cells[i] as number;
    const slot = slotOf(entry);
    const times = countOf(entry);
    const shape = 2 * (shapes[slot] as number);
    const worth = (weight * (worths[shape] as number) * times) / (times + (worths[shape + 1] as number));
    bySlot[slot] = (bySlot[slot] as number) + worth;
  }
}
