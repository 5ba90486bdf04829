/** What vectors have in common: their mean, and the directions in which they differ most from it. */
export interface PrincipalComponents {
  readonly mean: Float32Array;
  /** Unit vectors at right angles to each other, the one of the greatest variance first. */
  readonly components: readonly Float32Array[];
}

/** Steps at most: what has not settled by then lies between directions of nearly equal variance, which serve alike. */
const STEPS = 100;
const SETTLED = 1e-7;

/**
 * The mean and the first `count` principal components, by power iteration with deflation (Golub & Van Loan, "Matrix
 * Computations", 4th ed., 8.2). The covariance matrix is never built: a step costs two passes over the vectors. Fewer
 * components come back where the vectors differ in fewer directions. The same vectors give the same result.
 *
 * @param vectors at least one, all of one length.
 */
export function principalComponents(vectors: readonly Float32Array[], count: number): PrincipalComponents {
  const dimensions = vectors[0]?.length ?? 0;
  const mean = meanOf(vectors, dimensions);
  const deviations = vectors.map((vector) => vector.map((value, i) => value - (mean[i] as number)));
  const components: Float32Array[] = [];
  while (components.length < count) {
    const component = greatestVariance(deviations, components, dimensions);
    if (!component) break;
    components.push(component);
  }
  return { mean, components };
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  for (const vector of vectors)
    for (let i = 0; i < dimensions; i += 1) sum[i] = (sum[i] as number) + (vector[i] as number);
  return Float32Array.from(sum, (value) => value / Math.max(1, vectors.length));
}

/** The direction of the greatest variance at right angles to `others`; null where nothing varies any more. */
function greatestVariance(
  deviations: readonly Float32Array[],
  others: readonly Float32Array[],
  dimensions: number,
): Float32Array | null {
  let direction = unitAcross(askew(longest(deviations, others)), others);
  for (let step = 0; step < STEPS && direction; step += 1) {
    const next = new Float32Array(dimensions);
    for (const deviation of deviations) addMultiple(next, deviation, dot(deviation, direction));
    const turned = unitAcross(next, others);
    const settled = turned !== null && 1 - Math.abs(dot(turned, direction)) < SETTLED;
    direction = turned;
    if (settled) break;
  }
  return direction;
}

/**
 * A tenth of its length out of its way: a deviation can lie at right angles to the direction that is looked for, and
 * iteration would never leave it.
 */
function askew(vector: Float32Array): Float32Array {
  const slant = Math.sqrt((0.02 * dot(vector, vector)) / Math.max(1, vector.length));
  return vector.map((value, i) => value + slant * Math.sin(i + 1));
}

function longest(deviations: readonly Float32Array[], others: readonly Float32Array[]): Float32Array {
  let best = new Float32Array(0);
  let most = -1;
  for (const deviation of deviations) {
    const across = without(deviation, others);
    const squares = dot(across, across);
    if (squares <= most) continue;
    best = across;
    most = squares;
  }
  return best;
}

/** Shorter than this, nothing but rounding is left of a unit vector. */
const NOTHING = 1e-5;

function unitAcross(vector: Float32Array, others: readonly Float32Array[]): Float32Array | null {
  const across = without(vector, others);
  const length = Math.sqrt(dot(across, across));
  return length < NOTHING ? null : across.map((value) => value / length);
}

/** A copy of a vector less its parts in the directions of the unit vectors `others`. */
export function without(vector: Float32Array, others: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const rest = Float32Array.from(vector);
  for (const other of others) addMultiple(rest, other, -dot(rest, other));
  return rest;
}

function addMultiple(sum: Float32Array, vector: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + factor * (vector[i] as number);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
