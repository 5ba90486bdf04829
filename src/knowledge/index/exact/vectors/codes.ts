import { ASK_LOWER_BITS, ASK_TABLE, BLOCK, type Layout, SEGMENT } from './layout.ts';

/**
 * A vector is kept three times, each time finer. With x the rotated unit vector of dimension D, q the rotated query:
 *
 * 1. One bit per coordinate, its sign: c = sign(x)/√D. Gao & Long 2024 ("RaBitQ: Quantizing High-Dimensional Vectors
 *    with a Theoretical Error Bound for Approximate Nearest Neighbor Search") estimate ⟨x,q⟩ by f·⟨c,q⟩ with
 *    f = 1/⟨c,x⟩ = √D/‖x‖₁. Over random rotations that is unbiased; its error is |q|·√(1−⟨x,q̂⟩²)·√(f²−1) times one
 *    coordinate of a random direction in D−1 dimensions, so its standard deviation is at most |q|·√((f²−1)/(D−1)),
 *    and its tails are no heavier than a normal distribution's.
 * 2. A byte per coordinate, `high`, and 3. a second one, `low`: x ≈ step·(256·high + low) with step = max|xᵢ|/32639.
 *    Their errors are bounded for certain, by Cauchy-Schwarz and the size of a step.
 */

/**
 * Standard deviations that a ceiling lies above its estimate. A vector that belongs into an answer is missed where its
 * error is beyond it: 3 times in 100,000 by the normal distribution, for one that scores just as much as the worst
 * wanted, and far more seldom for a better one.
 */
const CONFIDENCE = 4;
/** High and low bytes must each fit int8: 127·256 + 127. */
const LEVELS = 32_639;
/** Greatest magnitude of a byte. */
const BYTE = 128;
/** Table entries have five bits, so that eight of them add up in a byte. */
const TABLE_LEVELS = 31;

export interface Views {
  readonly bytes: Uint8Array;
  readonly signed: Int8Array;
  readonly shorts: Int16Array;
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

/** Of a fixed length: views that follow a growing buffer are slow. */
export function viewsOf(buffer: ArrayBufferLike): Views {
  const { byteLength } = buffer;
  return {
    bytes: new Uint8Array(buffer, 0, byteLength),
    signed: new Int8Array(buffer, 0, byteLength),
    shorts: new Int16Array(buffer, 0, byteLength / 2),
    words: new Uint32Array(buffer, 0, byteLength / 4),
    floats: new Float32Array(buffer, 0, byteLength / 4),
  };
}

/** Writes a rotated unit vector, or zeros, into its slot; `segment` is the segment's address. */
export function encode(
  views: Views,
  layout: Layout,
  segment: number,
  slot: number,
  vector: Float64Array,
): void {
  const { width } = layout;
  const within = slot % SEGMENT;
  let sum = 0;
  let most = 0;
  for (const value of vector) {
    sum += Math.abs(value);
    most = Math.max(most, Math.abs(value));
  }
  const step = Math.fround(most / LEVELS);
  const high = segment + layout.high + within * width;
  const low = segment + layout.low + within * width;
  for (let i = 0; i < width; i++) {
    const level = Math.max(-LEVELS, Math.min(LEVELS, step && Math.round(vector[i]! / step)));
    const upper = (level + BYTE) >> 8;
    views.signed[high + i] = upper;
    views.signed[low + i] = level - 256 * upper;
  }
  writeSigns(views.bytes, segment + layout.codes, within, vector);
  views.floats[(segment + layout.factors) / 4 + within] = sum && Math.sqrt(width) / sum;
  views.floats[(segment + layout.steps) / 4 + within] = step;
}

/**
 * A block's codes go four dimensions at a time: 16 bytes, of which byte i holds the four signs of the block's slot i in
 * its lower half and those of slot 16 + i in its upper. One shuffle instruction then looks up 16 slots at once (André,
 * Kermarrec & Le Scouarnec 2015, "Cache locality is not enough").
 */
function writeSigns(bytes: Uint8Array, codes: number, within: number, vector: Float64Array): void {
  const place = within % BLOCK;
  const block = codes + ((within - place) * vector.length) / 8;
  const shift = place < 16 ? 0 : 4;
  for (let i = 0; i < vector.length; i += 4) {
    let signs = 0;
    for (let k = 0; k < 4; k++) if (vector[i + k]! >= 0) signs |= 1 << k;
    const at = block + 4 * i + (place % 16);
    bytes[at] = (bytes[at]! & (0xf0 >> shift)) | (signs << shift);
  }
}

/** What turns a query's integer products into scores. */
export interface AskScale {
  /** A query's score of a slot is `step · (256·high + low)·scale`, of the integer products of its bytes. */
  readonly scale: number;
  /** What `step · 256 · high · scale` can be wrong by: `step · perStep + fixed`. */
  readonly perStep: number;
  readonly fixed: number;
}

/**
 * Writes a rotated query, of any length, where the kernels read it: scalars (see `plain.ts`), a table with the sum of
 * ±q over each four dimensions for each of the 16 patterns of signs, and the query as int16.
 */
export function encodeAsk(views: Views, layout: Layout, ask: number, query: Float64Array): AskScale {
  const { width } = layout;
  let squares = 0;
  let most = 0;
  for (const value of query) {
    squares += value * value;
    most = Math.max(most, Math.abs(value));
  }
  const length = Math.sqrt(squares);
  const root = Math.sqrt(width);
  // As fine as int16 allows while the product with any bytes stays below 2³¹ (Cauchy-Schwarz).
  const scale = Math.max(most / 32_767, (length * BYTE * root) / (2 ** 31 * 0.99)) || 1;
  for (let i = 0; i < width; i++)
    views.shorts[(ask + ASK_TABLE + 4 * width) / 2 + i] = Math.round(query[i]! / scale);

  const { unit, offset } = writeTable(views.bytes, ask + ASK_TABLE, query);
  const deviation = (unit / root) * Math.sqrt(width / 4 / 12);
  const random = (CONFIDENCE * CONFIDENCE * squares) / Math.max(1, width - 1);
  const perStep = (BYTE + 0.5) * root * length;
  const fixed = 0.5 * scale * root + 1e-6 * length;
  views.floats.set(
    [unit / root, offset / root, random + (CONFIDENCE * deviation) ** 2, random, 256 * scale, perStep, fixed],
    ask / 4,
  );
  views.bytes.fill(15, ask + ASK_LOWER_BITS, ask + ASK_TABLE);
  return { scale, perStep, fixed };
}

/**
 * Entries are rounded to five bits; over a quarter of D of them the roundings are as good as independent, each evenly
 * spread over one unit: their variance is added to that of the estimate.
 */
function writeTable(
  bytes: Uint8Array,
  table: number,
  query: Float64Array,
): { readonly unit: number; readonly offset: number } {
  let total = 0;
  let widest = 0;
  for (let i = 0; i < query.length; i += 4) {
    total += spanOf(query, i);
    widest = Math.max(widest, spanOf(query, i));
  }
  const unit = (2 * widest) / TABLE_LEVELS || 1;
  const sums = new Float64Array(16);
  for (let i = 0; i < query.length; i += 4) {
    // All four negative first; then each coordinate doubles the patterns, with its sign turned.
    sums[0] = spanOf(query, i) - (query[i]! + query[i + 1]! + query[i + 2]! + query[i + 3]!);
    for (let k = 0; k < 4; k++)
      for (let signs = 0; signs < 1 << k; signs++) sums[signs + (1 << k)] = sums[signs]! + 2 * query[i + k]!;
    for (let signs = 0; signs < 16; signs++) bytes[table + 4 * i + signs] = sums[signs]! / unit + 0.5;
  }
  return { unit, offset: -total };
}

/** The greatest sum that four coordinates can make with any signs. */
function spanOf(query: Float64Array, first: number): number {
  return (
    Math.abs(query[first]!) +
    Math.abs(query[first + 1]!) +
    Math.abs(query[first + 2]!) +
    Math.abs(query[first + 3]!)
  );
}
