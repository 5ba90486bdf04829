/**
 * A random rotation of the space, the same in every process: what is stored is rotated, queries are, and their scores
 * stay what they were. After it every vector looks alike, its length spread evenly over all coordinates: that is what
 * makes the error of one bit per coordinate small and predictable, whatever the embedder's own coordinates mean.
 *
 * Random signs and a Walsh-Hadamard transform, twice over (Ailon & Chazelle 2009, "The Fast Johnson-Lindenstrauss
 * Transform"), in O(n log n). Where the width is no power of two, the transform goes over its first and then its last
 * 2^k coordinates, which overlap.
 */
export type Rotation = (vector: Float64Array) => void;

const ROUNDS = 2;

/** A rotation in place, of arrays of length `width`. */
export function rotation(width: number): Rotation {
  const window = 2 ** Math.floor(Math.log2(width));
  const signs = randomSigns(ROUNDS * width);
  return (vector) => {
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < width; i++) vector[i]! *= signs[round * width + i]!;
      hadamard(vector, 0, window);
      if (window < width) hadamard(vector, width - window, width);
    }
  };
}

/** The orthonormal Walsh-Hadamard transform of `vector[from..to)`, a power of two long. */
function hadamard(vector: Float64Array, from: number, to: number): void {
  let half = 1;
  // Two steps at a time while there are two: half the reading and writing, and the same sums.
  for (; 4 * half <= to - from; half *= 4) {
    for (let start = from; start < to; start += 4 * half) {
      for (let i = start; i < start + half; i++) {
        const a = vector[i]! + vector[i + half]!;
        const b = vector[i]! - vector[i + half]!;
        const c = vector[i + 2 * half]! + vector[i + 3 * half]!;
        const d = vector[i + 2 * half]! - vector[i + 3 * half]!;
        vector[i] = a + c;
        vector[i + half] = b + d;
        vector[i + 2 * half] = a - c;
        vector[i + 3 * half] = b - d;
      }
    }
  }
  if (half < to - from) {
    for (let i = from; i < from + half; i++) {
      const a = vector[i]!;
      const b = vector[i + half]!;
      vector[i] = a + b;
      vector[i + half] = a - b;
    }
  }
  const scale = 1 / Math.sqrt(to - from);
  for (let i = from; i < to; i++) vector[i]! *= scale;
}

/** Marsaglia 2003, "Xorshift RNGs", from a fixed seed: a snapshot is read by another process. */
function randomSigns(count: number): Int8Array {
  let state = 0x9e3779b9;
  return Int8Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0 ? -1 : 1;
  });
}
