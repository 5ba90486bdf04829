import { expect, test } from 'vitest';
import { type Matrix, matrix, pairLoss } from '../../../src/knowledge/adapt/loss.ts';
import { seededRandom } from '../../../src/knowledge/random.ts';

const [ROWS, WIDTH] = [6, 5];

function randomMatrix(seed: number): Matrix {
  const random = seededRandom(seed);
  const result = matrix(ROWS, WIDTH);
  for (let i = 0; i < result.values.length; i += 1) result.values[i] = random() * 2 - 1;
  return result;
}

/** The slope of the loss along one value, by going a little to either side. */
function slopeAt(left: Matrix, right: Matrix, moved: Matrix, at: number): number {
  const [middle, little] = [moved.values[at] as number, 1e-2];
  moved.values[at] = middle + little;
  const above = pairLoss(left, right).loss;
  moved.values[at] = middle - little;
  const below = pairLoss(left, right).loss;
  moved.values[at] = middle;
  return (above - below) / (2 * little);
}

test.each([1, 2, 3])('the gradient is that of finite differences (seed %i)', (seed) => {
  const [left, right] = [randomMatrix(seed), randomMatrix(seed + 100)];
  const slopes = pairLoss(left, right);
  for (const side of ['left', 'right'] as const) {
    const moved = side === 'left' ? left : right;
    const expected = Array.from(moved.values, (_, at) => slopeAt(left, right, moved, at));
    const scale = Math.max(...expected.map(Math.abs));
    expect(scale).toBeGreaterThan(0.1);
    for (const [at, value] of expected.entries())
      expect(Math.abs((slopes[side].values[at] as number) - value)).toBeLessThan(0.02 * scale);
  }
});

test('pairs that agree have a lower loss than pairs that do not', () => {
  const [left, right] = [randomMatrix(7), randomMatrix(8)];
  expect(pairLoss(left, left).loss).toBeLessThan(pairLoss(left, right).loss / 10);
});

test('a text without a known word spoils nothing', () => {
  const [left, right] = [randomMatrix(4), randomMatrix(5)];
  left.values.fill(0, 0, WIDTH);
  const { loss, left: slope } = pairLoss(left, right);
  expect(Number.isFinite(loss)).toBe(true);
  expect(slope.values.subarray(0, WIDTH).every((value) => value === 0)).toBe(true);
});
