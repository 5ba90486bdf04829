import { bufferOf, createGround, createScoring, type Ground, growTo } from '../vectors/ground.ts';
import { BLOCK, SEGMENT } from '../vectors/layout.ts';
import type { Worths } from './bm25.ts';
import type { Entries } from './postings.ts';
import type { Slots } from './slots.ts';

/** Scores of texts by slot, used again for query after query. */
export interface Scores {
  /** 0 where the query found nothing; another array after `begin`. */
  readonly bySlot: Float32Array;
  /** The greatest score of each block of 32 slots. */
  readonly greatest: Float32Array;
  /** The same of each segment of 1,024. */
  readonly bySegment: Float32Array;
  /** The next block, from one on and before `end`, whose greatest score reaches `least`; `end` where there is none. */
  nextBlock(block: number, end: number, least: number): number;
  /** Makes all scores 0, with room for some number of slots. */
  begin(slots: number): void;
  /**
   * Gives every allowed text the sum of what its entries are worth; once after each `begin`.
   *
   * @param allowed by slot: 0 where the text must not count.
   */
  score(
    sought: readonly { readonly entries: Entries; readonly weight: number }[],
    worths: Worths,
    slots: Pick<Slots, 'shapes' | 'changes'>,
    allowed: Uint8Array,
  ): void;
}

/** Below lies what is the compiler's. */
const HEAD = 65_536;
/** Bytes that memory hands over at once: what begins within them takes a seventh longer in all. */
const LINE = 64;
/** Entries are handed to the kernel so many at a time: they stay in the processor's cache meanwhile. */
const ENTRIES = 16_384;

/**
 * Entries are added up by the kernel, three times as fast as by JavaScript, in memory that begins with the scores; what
 * it needs beside them is copied there. It adds up all entries and then clears away what must not count: looking at that
 * for each entry takes longer.
 */
export function createScores(kind?: Ground['kind']): Scores {
  const ground = createGround(HEAD, kind);
  const kernel = createScoring(ground);
  let room = 0;
  let isClear = true;
  /** The change that the copied shapes are of. */
  let copied = -1;
  const at = { greatest: HEAD, allowed: HEAD, shapes: HEAD, entries: HEAD, worths: HEAD };
  const scores: { -readonly [K in keyof Scores]: Scores[K] } = {
    bySlot: floats(HEAD, 0),
    greatest: floats(HEAD, 0),
    bySegment: floats(HEAD, 0),
    nextBlock: (block, end, least) => kernel.seek(at.greatest, block, end, least),
    begin,
    score,
  };
  begin(1);

  function floats(address: number, length: number): Float32Array<SharedArrayBuffer> {
    return new Float32Array(bufferOf(ground), address, length);
  }

  function begin(slots: number): void {
    if (!isClear) kernel.clear(HEAD, at.allowed);
    isClear = true;
    if (slots <= room) return;
    room = Math.ceil((slots * 1.25) / SEGMENT) * SEGMENT;
    at.greatest = HEAD + 4 * room;
    const segments = at.greatest + 4 * (room / BLOCK);
    at.allowed = Math.ceil((segments + 4 * (room / SEGMENT)) / LINE) * LINE;
    at.shapes = at.allowed + room;
    at.entries = at.shapes + 4 * room;
    at.worths = at.entries + 4 * ENTRIES;
    growTo(ground, at.worths);
    kernel.clear(HEAD, at.allowed);
    copied = -1;
    scores.bySlot = floats(HEAD, room);
    scores.greatest = floats(at.greatest, room / BLOCK);
    scores.bySegment = floats(segments, room / SEGMENT);
  }

  function score(...[sought, worths, slots, allowed]: Parameters<Scores['score']>): void {
    isClear = false;
    growTo(ground, at.worths + worths.byteLength);
    const buffer = bufferOf(ground);
    new Float64Array(buffer, at.worths, worths.length).set(worths);
    new Uint8Array(buffer, at.allowed, room).set(allowed.subarray(0, room));
    if (copied !== slots.changes())
      new Uint32Array(buffer, at.shapes, room).set(slots.shapes().subarray(0, room));
    copied = slots.changes();
    const copy = new Uint32Array(buffer, at.entries, ENTRIES);
    for (const { entries, weight } of sought)
      for (let start = entries.start; start < entries.end; start += ENTRIES) {
        const end = Math.min(entries.end, start + ENTRIES);
        copy.set(entries.cells.subarray(start, end));
        kernel.add(at.entries, at.entries + 4 * (end - start), weight, at.worths, at.shapes, HEAD);
      }
    kernel.settle(HEAD, at.allowed, at.greatest, room / BLOCK);
  }

  return scores;
}
