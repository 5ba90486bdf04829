import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot } from '../../src/knowledge/centring/principal-components.ts';
import { type FusionScale, fusionOf } from '../../src/knowledge/index/fusion.ts';
import { meaningOf, probesOf, UNREAD } from '../../src/knowledge/index/meaning.ts';
import { WEIGHTS } from '../../src/knowledge/index/weights.ts';

const unrelated = { middle: 0.01, deviation: 0.06 };
const both: FusionScale = {
  words: true,
  meaning: true,
  weights: WEIGHTS,
  queryWords: 5,
  fullWords: 4,
  listWords: 0,
  ticketsWithWords: 0,
  bestMeaning: 0.5,
  unrelated,
};

describe('a ticket without words is a hit', () => {
  const meanings = [-0.1, 0.1, 0.2, 0.25, 0.32, 0.5];
  const hits = (scale: FusionScale) => meanings.filter((meaning) => fusionOf(scale).isHit(0, meaning));

  test('far above unrelated ones, where nobody has the words', () => {
    expect(hits(both)).toEqual([0.32, 0.5]);
  });

  test('less far above, where many tickets have some; nothing is asked of tickets with words', () => {
    expect(hits({ ...both, ticketsWithWords: 40 })).toEqual([0.2, 0.25, 0.32, 0.5]);
    expect(fusionOf(both).isHit(4, -0.3)).toBe(true);
  });

  test('above chance, where meaning alone was asked for', () => {
    expect(hits({ ...both, words: false, fullWords: 0 })).toEqual([0.2, 0.25, 0.32, 0.5]);
  });

  test('where it points the same way, while it is not known how near unrelated ones lie', () => {
    expect(hits({ ...both, unrelated: null })).toEqual([0.1, 0.2, 0.25, 0.32, 0.5]);
  });

  test('never, where meaning was not asked for', () => {
    const words = { ...both, meaning: false, unrelated: { middle: -0.9, deviation: 0.01 } };
    expect(fusionOf(words).isHit(0, 0)).toBe(false);
  });
});

describe('the score', () => {
  test('of a few words meaning counts sooner: even what they mean lies less far above unrelated tickets', () => {
    const scores = [1, 2, 3, 5, 50].map((queryWords) => fusionOf({ ...both, queryWords }).score(1, 0.3));
    expect(scores[0]).toBe(scores[1]);
    expect(scores[1]).toBeGreaterThan(scores[2] as number);
    expect(scores[2]).toBeGreaterThan(scores[3] as number);
    expect(scores[3]).toBe(scores[4]);
  });

  test('meaning counts by its distance from unrelated tickets, whatever the range of the embedder', () => {
    const narrow = { middle: 0.7, deviation: 0.02 };
    const score = (deviations: number, scale: typeof unrelated) =>
      fusionOf({ ...both, unrelated: scale }).score(4, scale.middle + deviations * scale.deviation);
    for (const deviations of [0, 2, 8])
      expect(score(deviations, unrelated)).toBeCloseTo(score(deviations, narrow), 6);
  });

  test('one shared word of a short query is no perfect fit', () => {
    const { lexical, score } = fusionOf({ ...both, listWords: 1, ticketsWithWords: 1 });
    expect(lexical(1)).toBeCloseTo(0.25, 6);
    expect(score(1, 0)).toBeCloseTo((1 - WEIGHTS.meaning) * 0.25, 6);
  });

  const words = fc.double({ min: 0, max: 40, noNaN: true });
  // No ticket of the list has more than the best of them.
  const meaning = fc.double({ min: -1, max: 1, noNaN: true });
  const scale = fc.record({
    words: fc.boolean(),
    meaning: fc.boolean(),
    queryWords: fc.nat(8),
    fullWords: words,
    listWords: fc.constant(40),
    ticketsWithWords: fc.nat(12),
    bestMeaning: fc.constant(1),
    weights: fc.record({ meaning: fc.double({ min: 0.05, max: 0.95, noNaN: true }) }),
    unrelated: fc.constantFrom(unrelated, null),
  });

  test('grows with words and with meaning, and is never below 0', () => {
    fc.assert(
      fc.property(scale, words, words, meaning, meaning, (asked, w1, w2, m1, m2) => {
        const { score } = fusionOf(asked);
        const less = score(Math.min(w1, w2), Math.min(m1, m2));
        expect(less).toBeGreaterThanOrEqual(0);
        expect(score(Math.max(w1, w2), Math.max(m1, m2))).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  test('what has less words or meaning than a score needs does not reach it', () => {
    fc.assert(
      fc.property(scale, words, words, meaning, meaning, (asked, w1, w2, m1, m2) => {
        const { score, wordsFor, meaningFor } = fusionOf(asked);
        const reached = score(w1, m1);
        if (w2 < wordsFor(reached, m1)) expect(score(w2, m1)).toBeLessThan(reached);
        const wordless = score(0, m1);
        if (m2 < meaningFor(wordless)) expect(score(0, m2)).toBeLessThan(wordless);
      }),
    );
  });
});

test('of a ticket of which a part may not be read, the other part says all', () => {
  expect(meaningOf(UNREAD, 0.4, WEIGHTS)).toBe(0.4);
  expect(meaningOf(0.4, UNREAD, WEIGHTS)).toBe(0.4);
});

test('like texts count whole and unlike ones by half, by one vector for each kind', () => {
  const vector = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((values) => Float32Array.from(values));
  fc.assert(
    fc.property(vector, vector, vector, vector, (whole, summary, passage, title) => {
      const probes = probesOf({ whole, summary });
      const products = (dot(passage, probes.passage) + dot(title, probes.summary)) * 1.5;
      const four =
        dot(passage, whole) + dot(title, summary) + 0.5 * (dot(passage, summary) + dot(title, whole));
      expect(products).toBeCloseTo(four, 4);
    }),
  );
  const vector1 = Float32Array.of(0.6, 0.8);
  const same = probesOf({ whole: vector1, summary: vector1 });
  expect(dot(same.passage, same.passage)).toBeCloseTo(1, 6);
  expect(meaningOf(UNREAD, UNREAD, WEIGHTS)).toBe(-1);
});
