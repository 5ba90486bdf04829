import { describe, expect, test } from 'vitest';
import { spreadOfMeans } from '../../evals/bootstrap.ts';
import { differenceOf, intervalsOf, qualityOf, scoresOf } from '../../evals/ranking.ts';

const keys = (text: string) => text.split('');
const ranking = (ranked: string, relevant: string) => ({
  ranked: keys(ranked),
  relevant: new Set(keys(relevant)),
});

describe('measures', () => {
  test('recall is of the relevant ones, reciprocal rank of the first of them', () => {
    const scores = scoresOf([ranking('abcdefgh', 'cx'), ranking('abc', 'a')], ['r1', 'r5', 'mrr10']);
    expect(scores).toEqual({ r1: [0, 1], r5: [0.5, 1], mrr10: [1 / 3, 1] });
    expect(qualityOf(scores)).toEqual({ r1: 0.5, r5: 0.75, mrr10: 2 / 3 });
  });

  test('nDCG discounts by rank and is 1 for the best order; MAP counts what is missing as 0', () => {
    const scores = scoresOf(
      [ranking('ab', 'ab'), ranking('axb', 'ab'), ranking('xa', 'ab')],
      ['ndcg10', 'map'],
    );
    expect(scores.ndcg10[0]).toBe(1);
    expect(scores.ndcg10[1]).toBeCloseTo((1 + 1 / 2) / (1 + 1 / Math.log2(3)), 10);
    expect(scores.map).toEqual([1, (1 + 2 / 3) / 2, 1 / 2 / 2]);
  });
});

describe('intervals', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : 0));

  test('hold the mean, are about two standard errors wide, and the same each time', () => {
    const [low, high] = spreadOfMeans(values);
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(0.25);
    const error = Math.sqrt((0.25 * 0.75) / 200);
    expect(high - low).toBeGreaterThan(3 * error);
    expect(high - low).toBeLessThan(5 * error);
    expect(spreadOfMeans(values)).toEqual([low, high]);
  });

  test('of a difference on the same queries are narrow where both methods stumble over the same ones', () => {
    const scores = { r1: values };
    const better = { r1: values.map((value) => value + 0.1) };
    const difference = differenceOf(better, scores);
    const [low, high] = intervalsOf(difference).r1;
    expect(low).toBeCloseTo(0.1, 6);
    expect(high).toBeCloseTo(0.1, 6);
  });
});
