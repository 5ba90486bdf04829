import { breathe } from '../../platform/turns/index.ts';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';

/** Two texts of one ticket, as unit vectors. */
export type Pair = readonly [Float32Array, Float32Array];

/** With fewer tickets for each dimension the map fits their chance more than the language: at 2.6 it did harm. */
const TICKETS_PER_DIMENSION = 5;
/** Added to every direction's variance, in parts of their mean: directions in which little varies are known badly. */
const RIDGE = 0.2;
/** Tickets taken in before others have the thread: a few milliseconds of work. */
const TICKETS_AT_ONCE = 8;

const NOTHING_OF_ITS_OWN = 1e-4;

/** How many tickets it takes to fit a map of vectors so long. */
export const ticketsNeeded = (dimensions: number) => TICKETS_PER_DIMENSION * dimensions;

/**
 * The linear map that brings out what the two texts of a ticket have in common, against how texts differ anyway: the
 * canonical correlations of the pairs, each direction weighed by its own (Hotelling 1936, "Relations between two sets of
 * variates"). One map serves both sides, since a text is compared to texts of either kind.
 *
 * With T the covariance of all texts and C that between the two of a pair, it is L⁻¹·C·T⁻¹, where L·Lᵀ = T: what the
 * other text is expected to say (regression), measured where every direction varies alike (whitening). No eigenvectors are
 * needed, as the rotation that they would add changes no cosine.
 *
 * @param tickets the pairs of each, one at least.
 * @returns the matrix row by row, to be multiplied by vectors from the left; null where there are too few tickets.
 */
export async function fitCanonicalMap(
  tickets: readonly (readonly Pair[])[],
): Promise<Float32Array<ArrayBuffer> | null> {
  const pairs = tickets.flat();
  const size = pairs[0]?.[0].length ?? 0;
  if (size === 0 || tickets.length < ticketsNeeded(size)) return null;
  const { total, between } = await covariances(pairs, size);
  let trace = 0;
  for (let i = 0; i < size; i += 1) trace += total[i * size + i] as number;
  if (!(trace > 0)) return null;
  for (let i = 0; i < size; i += 1)
    total[i * size + i] = (total[i * size + i] as number) + (RIDGE * trace) / size;
  return mapFrom(cholesky(total, size), between, size);
}

async function covariances(pairs: readonly Pair[], size: number) {
  const means = [0, 1].map((side) =>
    meanOf(
      pairs.map((pair) => pair[side] as Float32Array),
      size,
    ),
  );
  const total = new Float64Array(size * size);
  const between = new Float64Array(size * size);
  for (const [position, pair] of pairs.entries()) {
    const [a, b] = pair.map((vector, side) => deviation(vector, means[side] as Float64Array)) as [
      Float64Array,
      Float64Array,
    ];
    for (let i = 0; i < size; i += 1) {
      const [ai, bi] = [a[i] as number, b[i] as number];
      for (let j = 0, at = i * size; j <= i; j += 1, at += 1) {
        const [aj, bj] = [a[j] as number, b[j] as number];
        total[at] = (total[at] as number) + ai * aj + bi * bj;
        between[at] = (between[at] as number) + ai * bj + bi * aj;
      }
    }
    if (position % TICKETS_AT_ONCE === 0) await breathe();
  }
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1)
      for (const matrix of [total, between]) matrix[j * size + i] = matrix[i * size + j] as number;
  return { total, between };
}

function meanOf(vectors: readonly Float32Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const vector of vectors)
    for (let i = 0; i < size; i += 1) mean[i] = (mean[i] as number) + (vector[i] as number) / vectors.length;
  return mean;
}

/** Of unit length, so that no pair counts for more than another; zero where only rounding tells it from the mean. */
function deviation(vector: Float32Array, mean: Float64Array): Float64Array {
  const rest = Float64Array.from(vector, (value, i) => value - (mean[i] as number));
  const length = Math.hypot(...rest);
  return rest.map((value) => (length < NOTHING_OF_ITS_OWN ? 0 : value / length));
}

async function mapFrom(lower: Float64Array, between: Float64Array, size: number) {
  // L⁻¹·C, a column at a time; C is symmetric, so its columns are its rows.
  const map = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const solved = between.slice(column * size, (column + 1) * size);
    solveLower(lower, solved);
    for (let row = 0; row < size; row += 1) map[row * size + column] = solved[row] as number;
    if (column % TICKETS_AT_ONCE === 0) await breathe();
  }
  for (let row = 0; row < size; row += 1) {
    const solved = map.subarray(row * size, (row + 1) * size);
    solveLower(lower, solved);
    solveUpper(lower, solved);
    if (row % TICKETS_AT_ONCE === 0) await breathe();
  }
  return Float32Array.from(map);
}
