import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WEIGHTS } from '../../../src/knowledge/index/weights.ts';
import { similarityScore } from '../../../src/knowledge/similar/score.ts';

const DAY = 86_400_000;
const at = (created: number, project = 'PAY') => ({ created, project });

test('reports of the same moment and project keep their score; a day before costs the weight · ln 2', () => {
  expect(similarityScore(0.8, at(5 * DAY), at(5 * DAY))).toBe(0.8);
  expect(similarityScore(0.8, at(DAY), at(0))).toBeCloseTo(0.8 - WEIGHTS.timeApart * Math.LN2, 10);
});

test('what came after is less alike than what came as long before, and another project less than the same', () => {
  const before = similarityScore(0.8, at(DAY), at(0));
  expect(similarityScore(0.8, at(DAY), at(2 * DAY))).toBeCloseTo(before - WEIGHTS.later, 10);
  expect(similarityScore(0.8, at(DAY), at(0, 'SHOP'))).toBeCloseTo(before - WEIGHTS.otherProject, 10);
});

test('farther apart is never more alike, to either side', () => {
  const time = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), time, time, time, (hybrid, from, near, more) => {
      for (const side of [-1, 1])
        expect(similarityScore(hybrid, at(from), at(from + side * (near + more)))).toBeLessThanOrEqual(
          similarityScore(hybrid, at(from), at(from + side * near)),
        );
    }),
  );
});
