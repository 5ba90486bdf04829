import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitCanonicalMap, type Pair, ticketsNeeded } from '../../../src/knowledge/centring/canonical-map.ts';
import { cholesky, solveLower, solveUpper } from '../../../src/knowledge/centring/cholesky.ts';
import { mapped } from '../../../src/knowledge/centring/mapped.ts';
import { dot } from '../../../src/knowledge/centring/principal-components.ts';
import { unitVector } from '../../../src/knowledge/embed/unit-vector.ts';
import { seededRandom } from '../../../src/knowledge/random.ts';

const DIMENSIONS = 12;
const random = seededRandom(7);
const noise = () => random() - 0.5;

/** Two texts of a ticket: the first half of the directions says what it is about, the other half how it is told. */
function pairOf(): Pair {
  const topic = Array.from({ length: DIMENSIONS / 2 }, noise);
  const told = () => unitVector([...topic, ...Array.from({ length: DIMENSIONS / 2 }, () => 3 * noise())]);
  return [told(), told()];
}

const pairs = Array.from({ length: 600 }, () => [pairOf()]);

/** How often the nearest of the other sides is the own one. */
function found(given: readonly Pair[], map: Float32Array | null): number {
  const sides = given.map(([a, b]) => [mapped(a, map), mapped(b, map)] as const);
  const own = sides.filter(([a], i) => {
    const scores = sides.map(([, b]) => dot(a, b));
    return scores.indexOf(Math.max(...scores)) === i;
  });
  return own.length / given.length;
}

describe('the canonical map', () => {
  test('finds the other text of tickets that it has not seen', async () => {
    const map = await fitCanonicalMap(pairs);
    const others = Array.from({ length: 100 }, pairOf);
    const [before, after] = [found(others, null), found(others, map)];
    expect(before).toBeLessThan(0.3);
    expect(after).toBeGreaterThan(0.9);
  });

  test('is the documented matrix: cosines by M·Mᵀ = T⁻¹·C·T⁻¹·C·T⁻¹, whichever texts it is fitted to', async () => {
    // Both covariances of these are diagonal: ±1 in one direction at a time, the same on both sides in the first only.
    const unit = (i: number, sign: number) => {
      const vector = new Float32Array(3);
      vector[i] = sign;
      return vector;
    };
    const some = Array.from({ length: 60 }, (_, k): Pair[] => {
      const i = k % 3;
      const sign = k % 6 < 3 ? 1 : -1;
      return [[unit(i, sign), unit(i, i === 0 || k % 12 < 6 ? sign : -sign)]];
    });
    const map = (await fitCanonicalMap(some)) as Float32Array;
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 3; column += 1)
        if (row !== column) expect(map[row * 3 + column]).toBeCloseTo(0, 6);
    // Of each direction T = 40, C = 40 in the first and 0 in the others, and the ridge is a fifth of 40.
    expect(map[0]).toBeCloseTo(40 / 48 ** 1.5, 6);
    expect(map[4]).toBeCloseTo(0, 6);
  });

  test('is not fitted to fewer tickets than it takes, however many texts they have, nor to texts that all say the same', async () => {
    expect(await fitCanonicalMap([])).toBeNull();
    const few = pairs.slice(0, ticketsNeeded(DIMENSIONS) - 1);
    expect(await fitCanonicalMap(few.map((each) => [...each, pairOf(), pairOf()]))).toBeNull();
    expect(await fitCanonicalMap(pairs.slice(0, ticketsNeeded(DIMENSIONS)))).toHaveLength(DIMENSIONS ** 2);
    const [one] = pairs;
    expect(await fitCanonicalMap(pairs.map(() => one as Pair[]))).toBeNull();
  });
});

describe('a mapped vector', () => {
  test('is the product of matrix and vector at unit length, for any length of vectors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (size, seed) => {
        const next = seededRandom(seed);
        const map = Float32Array.from({ length: size * size }, () => next() - 0.5);
        const vector = Float32Array.from({ length: size }, () => next() - 0.5);
        const product = Array.from({ length: size }, (_, row) =>
          vector.reduce((sum, value, i) => sum + value * (map[row * size + i] as number), 0),
        );
        const length = Math.hypot(...product);
        for (const [i, value] of mapped(vector, map).entries())
          expect(value).toBeCloseTo((product[i] as number) / length, 4);
      }),
    );
  });

  test('without a map is the vector itself; nothing stays nothing', () => {
    const vector = new Float32Array(4);
    expect(mapped(vector, null)).toBe(vector);
    expect(mapped(vector, new Float32Array(16).fill(1))).toEqual(vector);
  });
});

test('the Cholesky factor gives the matrix back and solves with it', () => {
  const size = 6;
  const root = Float64Array.from({ length: size * size }, noise);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) {
      let sum = i === j ? 0.1 : 0;
      for (let k = 0; k < size; k += 1)
        sum += (root[i * size + k] as number) * (root[j * size + k] as number);
      matrix[i * size + j] = sum;
    }
  const lower = cholesky(matrix, size);
  const solved = Float64Array.from({ length: size }, noise);
  const asked = solved.map((_, i) =>
    solved.reduce((sum, value, j) => sum + (matrix[i * size + j] as number) * value, 0),
  );
  solveLower(lower, asked);
  solveUpper(lower, asked);
  for (const [i, value] of asked.entries()) expect(value).toBeCloseTo(solved[i] as number, 8);
  expect(() => cholesky(new Float64Array(4), 2)).toThrow(RangeError);
});
