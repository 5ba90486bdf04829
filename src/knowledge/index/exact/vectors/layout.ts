/**
 * Where everything lies in the arena's memory: a head, then segments of 1,024 slots one after another, so that the
 * arena grows by one more segment and nothing is ever copied. The kernels read the same bytes in every thread.
 */

/** Slots in a segment. */
export const SEGMENT = 1024;
/** Slots whose sign bits are interleaved and scanned together: as many as a word of the bitmap of slots has bits. */
export const BLOCK = 32;
export const BLOCKS = SEGMENT / BLOCK;
/** Scans whose estimates can lie side by side: one per vector of a query. */
export const LANES = 2;
/** Sums of 5-bit entries, one per four dimensions, must fit 16 bits. */
export const MAX_DIMENSIONS = 8192;

/** The head begins with what the threads tell each other; whatever lies below is the compiler's. */
export const CONTROL = 1024;
const ASKS = 4096;
/** In an ask: the scalars, then 15 in each of 16 bytes, then the table, then the query as int16. */
export const ASK_LOWER_BITS = 48;
export const ASK_TABLE = 64;
const PAGE = 65_536;
/** What memory hands over at once: a vector's bytes lie in as few as they can. */
const LINE = 64;
/** What a WebAssembly memory can have. */
export const MAX_BYTES = 65_536 * PAGE;

/** Offsets and sizes in bytes. Offsets of segments are from the segment's beginning. */
export interface Layout {
  /** Dimensions after padding with zeros to whole groups of 32. */
  readonly width: number;
  readonly codes: number;
  readonly factors: number;
  readonly steps: number;
  readonly high: number;
  readonly low: number;
  /** What of a segment a snapshot keeps: all before the lanes. */
  readonly stored: number;
  readonly segmentBytes: number;
  readonly maxSegments: number;
  segment(index: number): number;
  /** Within a segment: the number of the last scan that has been through it. */
  readonly done: number;
  /** Within a segment: the bitmap of slots asked for, the greatest ceiling of each block and of all, the ceilings themselves. */
  lane(lane: number): {
    readonly allowed: number;
    readonly maxima: number;
    readonly greatest: number;
    readonly ceilings: number;
  };
  /** One ask for each lane, and one more, for scores of given slots while scans are under way. */
  ask(lane: number): number;
  /** Bytes that a memory of so many segments needs. */
  bytes(segments: number): number;
}

export function layoutOf(dimensions: number): Layout {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MAX_DIMENSIONS)
    throw new RangeError(`Vectors have 1 to ${MAX_DIMENSIONS} dimensions, not ${dimensions}.`);
  const width = Math.ceil(dimensions / 32) * 32;
  const askBytes = ASK_TABLE + 4 * width + 2 * width;
  const first = Math.ceil((ASKS + (LANES + 1) * askBytes) / PAGE) * PAGE;

  const codes = 0;
  const factors = codes + (SEGMENT * width) / 8;
  const steps = factors + SEGMENT * 4;
  const high = steps + SEGMENT * 4;
  const low = high + SEGMENT * width;
  const stored = low + SEGMENT * width;
  // As far as vectors of 16 bytes are to lie evenly.
  const laneBytes = BLOCKS * 4 + BLOCKS * 4 + 16 + SEGMENT * 4;
  const done = stored + LANES * laneBytes;
  const segmentBytes = Math.ceil((done + 4) / LINE) * LINE;

  return {
    width,
    codes,
    factors,
    steps,
    high,
    low,
    stored,
    segmentBytes,
    done,
    maxSegments: Math.floor((MAX_BYTES - first) / segmentBytes),
    segment: (index) => first + index * segmentBytes,
    lane(lane) {
      const allowed = stored + lane * laneBytes;
      const maxima = allowed + BLOCKS * 4;
      const greatest = maxima + BLOCKS * 4;
      return { allowed, maxima, greatest, ceilings: greatest + 16 };
    },
    ask: (lane) => ASKS + lane * askBytes,
    bytes: (segments) => first + segments * segmentBytes,
  };
}
