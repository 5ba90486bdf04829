/** What a linear head learns from: a vector and the number of its class, in the same order. */
export interface LabelledVectors {
  readonly vectors: readonly Float32Array[];
  readonly classes: readonly number[];
}

const PASSES = 15;
const BATCH = 64;
/** Adam, Kingma & Ba 2015, with its customary constants; the rate falls to zero over the passes. */
const RATE = 0.05;
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
/** Strength of `½ · |weights|²` beside the summed cross-entropy: 1 / C of other libraries, with C = 10. */
const RIDGE = 0.1;

/**
 * Multinomial logistic regression over vectors of one length; the classes are 0 … classCount − 1. Nothing is drawn at
 * random: the same vectors give the same head.
 *
 * @returns which class the head gives a vector.
 */
export function fitLinearHead(
  { vectors, classes }: LabelledVectors,
  classCount: number,
): (vector: Float32Array) => number {
  // The last column is the bias.
  const width = (vectors[0]?.length ?? 0) + 1;
  const weights = new Float32Array(classCount * width);
  const gradient = new Float32Array(weights.length);
  const first = new Float32Array(weights.length);
  const second = new Float32Array(weights.length);
  const stride = strideFor(vectors.length);
  const ridge = (RIDGE * BATCH) / vectors.length;
  const steps = PASSES * Math.ceil(vectors.length / BATCH);

  for (let step = 1; step <= steps; step += 1) {
    gradient.fill(0);
    for (const index of batchAt(step - 1, vectors.length, stride)) {
      const vector = vectors[index] as Float32Array;
      const shares = softmax(scoresOf(weights, width, vector));
      shares[classes[index] as number]! -= 1;
      for (let cls = 0; cls < classCount; cls += 1) addScaled(gradient, cls * width, vector, shares[cls]!);
    }
    const rate =
      (RATE * (1 - step / (steps + 1)) * Math.sqrt(1 - SECOND_DECAY ** step)) / (1 - FIRST_DECAY ** step);
    for (let i = 0; i < weights.length; i += 1) {
      const isBias = i % width === width - 1;
      const slope = gradient[i]! + (isBias ? 0 : ridge * weights[i]!);
      first[i] = FIRST_DECAY * first[i]! + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i]! + (1 - SECOND_DECAY) * slope * slope;
      weights[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + 1e-8);
    }
  }
  return (vector) => greatest(scoresOf(weights, width, vector));
}

/**
 * The places of one batch. Files list class after class: steps of a number that shares no divisor with the count mix
 * them, and every pass meets each vector once.
 */
function batchAt(batch: number, count: number, stride: number): number[] {
  return Array.from({ length: BATCH }, (_, place) => ((batch * BATCH + place) * stride) % count);
}

function strideFor(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.max(1, Math.round(count * 0.618));
  while (divisor(stride, count) !== 1) stride += 1;
  return stride;
}

/** One score per class. */
function scoresOf(weights: Float32Array, width: number, vector: Float32Array): Float64Array {
  const scores = new Float64Array(weights.length / width);
  for (let cls = 0; cls < scores.length; cls += 1) {
    const row = cls * width;
    let sum = weights[row + width - 1]!;
    for (let i = 0; i < width - 1; i += 1) sum += weights[row + i]! * vector[i]!;
    scores[cls] = sum;
  }
  return scores;
}

function softmax(scores: Float64Array): Float64Array {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Adds `factor` times the vector and a closing 1 to one row. */
function addScaled(target: Float32Array, row: number, vector: Float32Array, factor: number): void {
  for (let i = 0; i < vector.length; i += 1) target[row + i]! += factor * vector[i]!;
  target[row + vector.length]! += factor;
}

function greatest(scores: Float64Array): number {
  let best = 0;
  for (let cls = 1; cls < scores.length; cls += 1) if (scores[cls]! > scores[best]!) best = cls;
  return best;
}
