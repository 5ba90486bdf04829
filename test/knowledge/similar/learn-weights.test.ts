import { expect, test } from 'vitest';
import { WEIGHTS } from '../../../src/knowledge/index/weights.ts';
import { learnWeights, type WeighedQuery } from '../../../src/knowledge/similar/learn-weights.ts';

const DAY = 86_400_000;

interface Duplicate {
  words: number;
  meaning: number;
  days?: number;
  project?: string;
}

/** A ticket with twelve look-alikes and one duplicate, which has more of one signal and less of the other. */
function query(number: number, duplicate: Duplicate): WeighedQuery {
  return {
    fold: `matter ${number}`,
    report: { created: 0, project: 'PAY' },
    wanted: 1,
    async nearest({ meaning }) {
      const score = (signals: { words: number; meaning: number }) =>
        meaning * signals.meaning + (1 - meaning) * signals.words;
      const alike = Array.from({ length: 12 }, (_, place) => ({
        id: `alike ${place}`,
        report: { created: -30 * DAY, project: 'PAY' },
        score: score({ words: 0.6, meaning: 0.6 }),
        duplicate: false,
      }));
      const { days = 30, project = 'PAY' } = duplicate;
      const report = { created: -days * DAY, project };
      const found = { id: 'duplicate', report, score: score(duplicate) };
      return [...alike, { ...found, duplicate: true }];
    },
  };
}

const many = (count: number, duplicate: Duplicate) =>
  Array.from({ length: count }, (_, number) => query(number, duplicate));

test('where duplicates share meaning more than words, meaning comes to count for more', async () => {
  const learned = await learnWeights(many(60, { words: 0.5, meaning: 0.68 }));
  expect(learned).toMatchObject({ queries: 60, better: true });
  expect(learned.weights.meaning).toBeGreaterThan(WEIGHTS.meaning);
  expect(learned.before).toEqual({ recallAt10: 0, mrrAt10: 0 });
  expect(learned.after).toEqual({ recallAt10: 1, mrrAt10: 1 });
});

test('where they share words more, words do', async () => {
  const learned = await learnWeights(many(60, { words: 0.7, meaning: 0.45 }));
  expect(learned.better).toBe(true);
  expect(learned.weights.meaning).toBeLessThan(WEIGHTS.meaning);
});

test('where they come soon after each other, the time between counts for more', async () => {
  const learned = await learnWeights(many(60, { words: 0.52, meaning: 0.52, days: 0 }));
  expect(learned.weights.timeApart).toBeGreaterThanOrEqual(WEIGHTS.timeApart);
  expect(learned.after.recallAt10).toBe(1);
});

test('where they are of other projects, that comes to count for nothing', async () => {
  const learned = await learnWeights(many(60, { words: 0.64, meaning: 0.64, project: 'SHOP' }));
  expect(learned).toMatchObject({ better: true, weights: { otherProject: 0 } });
});

test('what the shipped weights find as well changes nothing', async () => {
  const learned = await learnWeights(many(60, { words: 0.9, meaning: 0.9 }));
  expect(learned).toMatchObject({ weights: { meaning: WEIGHTS.meaning }, better: false });
});

test('a gain of one query among many that lose is taken for chance', async () => {
  const queries = [...many(59, { words: 0.9, meaning: 0.9 }), query(99, { words: 0.5, meaning: 0.68 })];
  expect((await learnWeights(queries)).better).toBe(false);
});

test('it can be given up between two queries', async () => {
  const stop = new AbortController();
  const first: WeighedQuery = {
    ...query(1, { words: 1, meaning: 1 }),
    async nearest() {
      stop.abort(new Error('stopped'));
      return [];
    },
  };
  const second = { ...first, nearest: () => Promise.reject(new Error('asked after all')) };
  await expect(learnWeights([first, second], stop)).rejects.toThrow('stopped');
});
