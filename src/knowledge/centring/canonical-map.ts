import { breathe } from '../../platform/turns/index.ts';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';
import { createMatrix } from './matrix.ts';
import { dot } from './principal-components.ts';

/** Two texts of one ticket, as unit vectors. */
export type Pair = readonly [Float32Array, Float32Array];

/** With fewer tickets for each dimension the map fits their chance more than the language: at 2.6 it did harm. */
const TICKETS_PER_DIMENSION = 5;
/** Added to every direction's variance, in parts of their mean: directions in which little varies are known badly. */
const RIDGE = 0.2;
/** As many as lie in the processor's cache beside a row of the result. */
const PAIRS_AT_ONCE = 512;
/** Rows made before others have the thread: a few milliseconds of work. */
const ROWS_AT_ONCE = 32;

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

/**
 * With s the sum of the two of a pair and d their difference, T + C is the sum of all s·sᵀ, and T − C that of all d·dᵀ:
 * two products for what would take four.
 */
async function covariances(pairs: readonly Pair[], size: number) {
  const [meanA, meanB] = [0, 1].map((side) =>
    meanOf(
      pairs.map((pair) => pair[side] as Float32Array),
      size,
    ),
  );
  const together = new Float64Array(size * size);
  const apart = new Float64Array(size * size);
  const sums = createMatrix(size, PAIRS_AT_ONCE);
  const differences = createMatrix(size, PAIRS_AT_ONCE);
  for (let start = 0; start < pairs.length; start += PAIRS_AT_ONCE) {
    const some = pairs
      .slice(start, start + PAIRS_AT_ONCE)
      .map(([a, b]) => [deviation(a, meanA as Float64Array), deviation(b, meanB as Float64Array)] as const);
    for (let i = 0; i < size; i += 1) {
      const [sum, difference] = [sums.row(i).fill(0), differences.row(i).fill(0)];
      for (const [at, [a, b]] of some.entries()) {
        sum[at] = (a[i] as number) + (b[i] as number);
        difference[at] = (a[i] as number) - (b[i] as number);
      }
    }
    for (const [matrix, products] of [
      [sums, together],
      [differences, apart],
    ] as const)
      for (let i = 0; i < size; i += 1) {
        const row = matrix.times(matrix.row(i));
        for (let j = 0, at = i * size; j < size; j += 1, at += 1)
          products[at] = (products[at] as number) + (row[j] as number);
        if (i % ROWS_AT_ONCE === 0) await breathe();
      }
  }
  return {
    total: together.map((value, at) => (value + (apart[at] as number)) / 2),
    between: together.map((value, at) => (value - (apart[at] as number)) / 2),
  };
}

function meanOf(vectors: readonly Float32Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const vector of vectors)
    for (let i = 0; i < size; i += 1) mean[i] = (mean[i] as number) + (vector[i] as number) / vectors.length;
  return mean;
}

/** Of unit length, so that no pair counts for more than another; zero where only rounding tells it from the mean. */
function deviation(vector: Float32Array, mean: Float64Array): Float32Array {
  const rest = vector.map((value, i) => value - (mean[i] as number));
  const length = Math.sqrt(dot(rest, rest));
  return rest.map((value) => (length < NOTHING_OF_ITS_OWN ? 0 : value / length));
}

async function mapFrom(lower: Float64Array, between: Float64Array, size: number) {
  // L⁻¹·C, a column at a time; C is symmetric, so its columns are its rows.
  const map = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const solved = between.slice(column * size, (column + 1) * size);
    solveLower(lower, solved);
    for (let row = 0; row < size; row += 1) map[row * size + column] = solved[row] as number;
    if (column % ROWS_AT_ONCE === 0) await breathe();
  }
  for (let row = 0; row < size; row += 1) {
    const solved = map.subarray(row * size, (row + 1) * size);
    solveLower(lower, solved);
    solveUpper(lower, solved);
    if (row % ROWS_AT_ONCE === 0) await breathe();
  }
  return Float32Array.from(map);
}
