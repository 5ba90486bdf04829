import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsFrom, knownDuplicates } from '../../../src/knowledge/similar/known-duplicates.ts';
import { crossValidated } from '../../../src/knowledge/similar/learn.ts';
import { fitLogistic, probabilityOf } from '../../../src/knowledge/similar/logistic.ts';
import { type ObservedPair, sampleTickets } from '../../../src/knowledge/similar/observe.ts';
import { reliabilityOf } from '../../../src/knowledge/similar/reliability.ts';
import { head } from '../../support/ticket-head.ts';

const NOTHING = { intercept: 0, weights: [0, 0] };

describe('logistic regression', () => {
  /** Every place of a grid, as often positive and negative as a model says. */
  function drawnFrom(model: { intercept: number; weights: number[] }) {
    const places = [-2, -1, 0, 1, 2];
    return places.flatMap((a) =>
      places.flatMap((b) => {
        const share = probabilityOf(model, [a, b]);
        return [
          { features: [a, b], positive: true, weight: 1000 * share },
          { features: [a, b], positive: false, weight: 1000 * (1 - share) },
        ];
      }),
    );
  }

  test('finds the model that its observations were drawn from', () => {
    const number = fc.integer({ min: -20, max: 20 }).map((value) => value / 10);
    fc.assert(
      fc.property(number, number, number, (intercept, a, b) => {
        const found = fitLogistic(drawnFrom({ intercept, weights: [a, b] }), NOTHING, 1e-6);
        expect(found.intercept).toBeCloseTo(intercept, 2);
        expect(found.weights[0]).toBeCloseTo(a, 2);
        expect(found.weights[1]).toBeCloseTo(b, 2);
      }),
    );
  });

  test('an observation that weighs three counts as three', () => {
    const three = { features: [1, 0], positive: true, weight: 1 };
    const other = { features: [0, 1], positive: false, weight: 1 };
    const one = fitLogistic([three, three, three, other], NOTHING, 1);
    expect(fitLogistic([{ ...three, weight: 3 }, other], NOTHING, 1).intercept).toBeCloseTo(one.intercept, 6);
  });

  test('few observations leave the prior nearly as it is, also where a feature never varies', () => {
    const prior = { intercept: -3, weights: [2, 1.5] };
    const few = [{ features: [1, 7], positive: false, weight: 1 }];
    const found = fitLogistic(few, prior, 100);
    expect(found.intercept).toBeCloseTo(-3, 1);
    expect(found.weights[0]).toBeCloseTo(2, 1);
    expect(found.weights[1]).toBeCloseTo(1.5, 0);
  });

  test('comes to an end from a prior that is far off and certain of it', () => {
    const grid = drawnFrom({ intercept: -1, weights: [0.5, -0.5] });
    const found = fitLogistic(grid, { intercept: 40, weights: [60, 80] }, 1e-6);
    expect(found.intercept).toBeCloseTo(-1, 2);
    expect(found.weights[0]).toBeCloseTo(0.5, 2);
  });

  test('observations that can be told apart completely still give finite weights', () => {
    const apart = [-2, -1, 1, 2].map((a) => ({ features: [a, 0], positive: a > 0, weight: 50 }));
    const found = fitLogistic(apart, NOTHING, 1);
    expect(Number.isFinite(found.weights[0])).toBe(true);
    expect(probabilityOf(found, [2, 0])).toBeGreaterThan(0.9);
  });
});

describe('reliability', () => {
  const judged = [
    { probability: 0.95, positive: true, weight: 1 },
    { probability: 0.85, positive: false, weight: 1 },
    { probability: 0.55, positive: true, weight: 1 },
    { probability: 0.05, positive: false, weight: 7 },
  ];

  test('is what one reckons by hand', () => {
    const found = reliabilityOf(judged, 4);
    expect(found).toMatchObject({ pairs: 10, duplicates: 2 });
    expect(found.bins[0]).toEqual({ from: 0, to: 0.1, pairs: 7, predicted: 0.05, observed: 0 });
    expect(found.bins[9]).toMatchObject({ pairs: 1, predicted: 0.95, observed: 1 });
    expect(found.bins[3]).toMatchObject({ pairs: 0, predicted: null, observed: null });
    expect(found.expectedCalibrationError).toBeCloseTo((7 * 0.05 + 0.05 + 0.85 + 0.45) / 10);
    expect(found.brier).toBeCloseTo((0.05 ** 2 + 0.85 ** 2 + 0.45 ** 2 + 7 * 0.05 ** 2) / 10);
    // Of 2 × 8 comparisons only one is the wrong way round: 0.55 behind 0.85.
    expect(found.auc).toBeCloseTo(15 / 16);
    expect(found.thresholds).toEqual([
      { threshold: 0.5, proposed: 3, precision: 2 / 3, recall: 0.5 },
      { threshold: 0.8, proposed: 2, precision: 0.5, recall: 0.25 },
      { threshold: 0.9, proposed: 1, precision: 1, recall: 0.25 },
    ]);
  });

  test('equal probabilities are half ahead of each other', () => {
    const equal = [true, false, false].map((positive) => ({ probability: 0.3, positive, weight: 1 }));
    expect(reliabilityOf(equal).auc).toBe(0.5);
  });

  test('one certainty that was wrong leaves the log loss finite', () => {
    expect(reliabilityOf([{ probability: 1, positive: false, weight: 1 }]).logLoss).toBeCloseTo(27.6, 1);
  });

  test('a probability of 1 falls into the last bin', () => {
    expect(reliabilityOf([{ probability: 1, positive: true, weight: 1 }]).bins[9]?.pairs).toBe(1);
  });
});

describe('known duplicates', () => {
  const groups = groupsFrom([
    ['C', 'B'],
    ['A', 'B'],
    ['X', 'Y'],
  ]);

  test('of the same ticket are duplicates of each other', () => {
    const known = knownDuplicates(groups, () => false);
    expect(new Set(['A', 'B', 'C'].map(known.groupOf)).size).toBe(1);
    expect(known.groupOf('X')).toBe(known.groupOf('Y'));
    expect(known.groupOf('A')).not.toBe(known.groupOf('X'));
    expect(known.groupOf('Z')).toBeNull();
  });

  test('nobody knows of what is resolved as a duplicate of nobody knows what, nor of what is linked otherwise', () => {
    const known = knownDuplicates(groups, (a, b) => a.id === 'P' && b.id === 'Q');
    const open = head({ id: 'D', resolution: 'Duplicate' });
    expect(known.unknown(open, head({ id: 'E' }))).toBe(true);
    expect(known.unknown(head({ id: 'E' }), open)).toBe(true);
    expect(known.unknown(head({ id: 'A', resolution: 'Duplicate' }), head({ id: 'E' }))).toBe(false);
    expect(known.unknown(head({ id: 'P' }), head({ id: 'Q' }))).toBe(true);
  });

  test('are all drawn where there is room; of the others each stands for several, and the same are drawn again', () => {
    const tickets = ['A', 'B', 'C', ...Array.from({ length: 97 }, (_, place) => `N${place}`)].map((id) => ({
      id,
    }));
    const known = knownDuplicates(groups, () => false);
    const drawn = sampleTickets(tickets, known, { mostOfEach: 10, seed: 4 });
    const having = drawn.filter(({ ticket }) => known.groupOf(ticket.id) !== null);
    expect(having.map(({ weight }) => weight)).toEqual([1, 1, 1]);
    expect(drawn.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100);
    expect(sampleTickets(tickets, known, { mostOfEach: 10, seed: 4 })).toEqual(drawn);
    expect(sampleTickets(tickets, known, { mostOfEach: 10, seed: 5 })).not.toEqual(drawn);
  });
});

test('cross-validation never asks a model about a ticket that it was learned from', () => {
  const pairs = Array.from({ length: 60 }, (_, place) => ({ fold: `matter ${place % 20}` }) as ObservedPair);
  let asked = 0;
  const said = crossValidated(pairs, (training) => {
    const seen = new Set(training.map(({ fold }) => fold));
    return (pair) => {
      expect(seen.has(pair.fold)).toBe(false);
      return ++asked;
    };
  });
  expect(said.size).toBe(60);
});
