import type { SourceChange } from './changed-sources.ts';

/**
 * An adaptation in about a second, whose model is taken whatever it is worth: how well it learns is for other tests.
 * What is written, and in what order, stays the product's.
 */
export const quickLearning: readonly SourceChange[] = [
  {
    file: '/src/knowledge/adapt/learn.ts',
    changes: [
      ['MIN_TICKETS = 1000', 'MIN_TICKETS = 100'],
      ['least: 300', 'least: 40'],
      ['objections: objectionsTo(comparisons)', 'objections: objectionsTo(comparisons).slice(0, 0)'],
    ],
  },
  {
    file: '/src/knowledge/adapt/train.ts',
    changes: [['[LEAST_STEPS, MOST_STEPS] = [60, 600]', '[LEAST_STEPS, MOST_STEPS] = [6, 6]']],
  },
];
