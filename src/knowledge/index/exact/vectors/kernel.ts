/** The inner loops over the arena's memory. Numbers in it are as `layout.ts` and `codes.ts` put them there. */
export interface Kernel {
  /** Fills a lane's ceilings and maxima in one segment, for the slots that the lane's bitmap asks for. */
  estimate(lane: number, segment: number): void;
  /** Writes the close ceilings of a segment's slots, from their high bytes, over those that reach the bar. */
  refine(lane: number, segment: number, bar: number): void;
  /** The integer product of `width` bytes and as many of an ask's 16-bit numbers, by their addresses. */
  dot(bytes: number, query: number): number;
}
