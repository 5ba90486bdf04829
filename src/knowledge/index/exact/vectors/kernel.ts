/**
 * The place of the first of some numbers that is not below a bar, among those from place `from` to before `end`; `end`
 * where there is none. They lie at the address `values` as float32, and the bar is rounded to that, which passes nothing
 * over that reaches it.
 */
export type Seek = (values: number, from: number, end: number, bar: number) => number;

/** The inner loops over the arena's memory. Numbers in it are as `layout.ts` and `codes.ts` put them there. */
export interface Kernel {
  /** Fills a lane's ceilings and maxima in one segment, for the slots that the lane's bitmap asks for. */
  estimate(lane: number, segment: number): void;
  /** Writes the close ceilings of a segment's slots, from their high bytes, over those that reach the bar. */
  refine(lane: number, segment: number, bar: number): void;
  /** The integer product of `width` bytes and as many of an ask's 16-bit numbers, by their addresses. */
  dot(bytes: number, query: number): number;
  seek: Seek;
}

/** The loops of scores by words: everything is given by its address. */
export interface ScoringKernel {
  /**
   * Adds to scores what entries are worth: of `count` in a text of a shape `weight · gain · count / (count + norm)`,
   * where `worths` holds gain and norm of each shape as float64, and `shapes` those of texts, by slot.
   */
  add(entries: number, end: number, weight: number, worths: number, shapes: number, scores: number): void;
  /**
   * Makes scores 0 where the byte of `allowed` is 0, not 1, and writes the greatest of each block of slots, and after these
   * the greatest of each segment: `blocks` are whole segments.
   */
  settle(scores: number, allowed: number, greatest: number, blocks: number): void;
  /** Makes bytes 0. */
  clear(from: number, end: number): void;
  seek: Seek;
}
