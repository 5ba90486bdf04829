import { z } from 'zod';
import type { AdaptResult } from '../../../evals/adapt.ts';
import type { Aim } from '../aims.ts';
import { estimate, share, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const found = z.object({ queries: z.number(), mrr: z.number(), r10: z.number() });
const comparison = z.object({
  before: found,
  after: found,
  mrrGain: z.object({ mean: z.number(), low: z.number(), high: z.number() }),
});
const quality = z.object({ r1: z.number(), r10: z.number(), r20: z.number(), mrr10: z.number() });
const range = z.tuple([z.number(), z.number()]);
const measured = z.object({
  before: quality,
  after: quality,
  gain: quality,
  interval: z.object({ r1: range, r10: range, r20: range, mrr10: range }),
});

const schema = keptOf<AdaptResult>()(
  z.object({
    queries: z.number(),
    outcome: z.object({
      learned: z.number(),
      heldBack: z.number(),
      share: z.number(),
      comparisons: z.object({ heldBack: comparison, amongAll: comparison, plainLanguage: comparison }),
      objections: z.array(z.string()),
    }),
    seconds: z.number(),
    methods: z.object({ vector: measured, hybrid: measured, similar: measured }),
  }),
);
type Adapted = z.infer<typeof schema>;

const METHODS = {
  vector: 'by meaning alone',
  hybrid: 'by words and meaning',
  similar: 'similar tickets',
} as const;
const NAMES = Object.keys(METHODS) as (keyof typeof METHODS)[];
const MEASURES = { r1: 'R@1', r10: 'R@10', r20: 'R@20', mrr10: 'MRR@10' } as const;

export const adapt = measurement<Adapted>({
  about: 'known duplicates before and after the model has learned from the tickets',
  command: ['eval', 'adapt', '--json'],
  minutes: 6,
  schema,
  aims: [
    ...NAMES.map(
      (name): Aim<Adapted> => ({
        what: `what adapting gains ${name === 'similar' ? 'among similar tickets' : METHODS[name]}, R@10`,
        bound: { above: 0 },
        write: share,
        measured: ({ methods }) => ({
          value: methods[name].gain.r10,
          interval: methods[name].interval.r10,
        }),
      }),
    ),
    {
      what: 'what adapting gains on everyday phrases, MRR',
      bound: { atLeast: -0.02 },
      write: share,
      measured: ({ outcome }) => outcome.comparisons.plainLanguage.mrrGain.mean,
    },
  ],
  regions: { '': duplicateLines, 'held-back': heldBackLines },
});

function duplicateLines({ queries, outcome, seconds, methods }: Adapted): string[] {
  const rows = NAMES.flatMap((name) =>
    Object.entries(MEASURES).map(([key, measure]) => {
      const of = key as keyof typeof MEASURES;
      const { before, after, gain, interval } = methods[name];
      return [
        `${METHODS[name]}, ${measure}`,
        share(before[of]),
        share(after[of]),
        estimate(gain[of], interval[of]),
      ];
    }),
  );
  const { learned, heldBack, objections } = outcome;
  return [
    `Learned from ${whole(learned)} tickets in ${whole(seconds)} seconds, ${whole(heldBack)} held back; ${whole(outcome.share * 100)} % of what was learned is used.`,
    objections.length === 0
      ? 'An installation would use the new model.'
      : `An installation would not use the new model: ${objections.join(', ')}.`,
    `${whole(queries)} queries:`,
    '',
    ...table(['', 'before', 'after', 'gain'], rows),
  ];
}

function heldBackLines({ outcome: { comparisons } }: Adapted): string[] {
  const { heldBack, amongAll, plainLanguage } = comparisons;
  const rows = Object.entries({
    'held-back tickets, among themselves': heldBack,
    'held-back tickets, among all': amongAll,
    'everyday phrases': plainLanguage,
  }).map(
    ([
      name,
      {
        before,
        after,
        mrrGain: { mean, low, high },
      },
    ]) => [
      name,
      whole(before.queries),
      `${share(before.mrr)} → ${share(after.mrr)}`,
      estimate(mean, [low, high]),
      `${share(before.r10)} → ${share(after.r10)}`,
    ],
  );
  return table(['', 'queries', 'MRR', 'gain', 'found in 10'], rows);
}
