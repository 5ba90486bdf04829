import type { Saturation } from './bm25.ts';
import { countOf, type Entries, slotOf } from './postings.ts';

/** Scores by slot, used again for query after query: what a query costs is what it touches. */
export interface Scores {
  /** 0 where the query found nothing. */
  bySlot: Float32Array;
  /** The slots that have a score, in no order; `count` of them. */
  touched: Uint32Array;
  count: number;
  /** Room beside `touched` for what is worked out of their scores. */
  beside: Float32Array;
}

export function createScores(): Scores {
  return { bySlot: new Float32Array(0), touched: new Uint32Array(0), count: 0, beside: new Float32Array(0) };
}

/** Makes all scores 0 again, with room for some number of slots. */
export function clearScores(scores: Scores, slots: number): void {
  if (scores.bySlot.length < slots) {
    const room = Math.ceil(slots * 1.25);
    scores.bySlot = new Float32Array(room);
    scores.touched = new Uint32Array(room);
    scores.beside = new Float32Array(room);
  } else {
    for (let i = 0; i < scores.count; i += 1) scores.bySlot[scores.touched[i] as number] = 0;
  }
  scores.count = 0;
}

/**
 * Adds to the score of every allowed text that has an entry what the entry is worth. `shapes` are those of `Slots`.
 *
 * @param allowed by slot: 0 where the text must not count.
 */
export function addScores(
  { cells, start, end }: Entries,
  weight: number,
  { gain, base, slope }: Saturation,
  shapes: Uint32Array,
  allowed: Uint8Array,
  scores: Scores,
): void {
  const { bySlot, touched } = scores;
  const [bodyGain, summaryGain] = [weight * gain[0], weight * gain[1]];
  const [bodyBase, summaryBase] = base;
  const [bodySlope, summarySlope] = slope;
  let { count } = scores;
  for (let i = start; i < end; i += 1) {
    const entry = cells[i] as number;
    const slot = slotOf(entry);
    if (allowed[slot] === 0) continue;
    const shape = shapes[slot] as number;
    const length = shape >>> 1;
    const times = countOf(entry);
    const worth =
      (shape & 1) === 0
        ? (bodyGain * times) / (times + bodyBase + bodySlope * length)
        : (summaryGain * times) / (times + summaryBase + summarySlope * length);
    const before = bySlot[slot] as number;
    if (before === 0) touched[count++] = slot;
    bySlot[slot] = before + worth;
  }
  scores.count = count;
}
