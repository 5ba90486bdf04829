import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WEIGHTS } from '../../../src/knowledge/index/weights.ts';
import { similarityScore } from '../../../src/knowledge/similar/score.ts';

const DAY = 86_400_000;

test('tickets of the same moment keep their score; a day apart costs the weight · ln 2', () => {
  expect(similarityScore(0.8, 5 * DAY, 5 * DAY)).toBe(0.8);
  expect(similarityScore(0.8, 0, DAY)).toBeCloseTo(0.8 - WEIGHTS.timeApart * Math.LN2, 10);
});

test('which of the two is older does not matter, and farther apart is never more alike', () => {
  const time = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), time, time, time, (hybrid, a, b, more) => {
      expect(similarityScore(hybrid, a, b)).toBe(similarityScore(hybrid, b, a));
      const farther = Math.max(a, b) + more;
      expect(similarityScore(hybrid, Math.min(a, b), farther)).toBeLessThanOrEqual(
        similarityScore(hybrid, a, b),
      );
    }),
  );
});
