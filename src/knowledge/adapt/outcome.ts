import { z } from 'zod';

/** `adapt`: train, measure, and use the model where it is better; `measure`: the same without using it; `back`: use the model that ships. */
export const ADAPTATION_KINDS = ['adapt', 'measure', 'back'] as const;
export type AdaptationKind = (typeof ADAPTATION_KINDS)[number];

/** Why a trained model is not taken. */
const OBJECTIONS = ['no-gain', 'duplicates-worse', 'plain-language-worse', 'worse-than-in-use'] as const;

/** How well queries found what they were to find. */
const found = z.object({
  queries: z.number(),
  mrr: z.number().describe('The mean of 1 / rank of what was to be found.'),
  r10: z.number().describe('The share of queries that found it within the first ten.'),
});

/** A difference of means, after minus before. */
const gain = z.object({
  mean: z.number(),
  low: z.number().describe('With a probability of 95 % it lies between `low` and `high`.'),
  high: z.number(),
});

/** One measure of two models on the same queries. */
const comparison = z.object({ before: found, after: found, mrrGain: gain, r10Gain: gain });

/** What was learned, and what it is worth. */
export const outcomeSchema = z.object({
  model: z.string().describe('The id of the new model.'),
  base: z.string().describe('The model that ships, from which it was trained on: what `before` measures.'),
  tickets: z.number().describe('Tickets that everybody in their project may read.'),
  learned: z.number().describe('Tickets that it learned from.'),
  heldBack: z.number().describe('Tickets that were held back, to measure on.'),
  pairs: z.number().describe('Pairs of texts of one ticket.'),
  tokens: z.number().describe('Words and parts of words whose vectors moved.'),
  steps: z.number(),
  share: z
    .number()
    .describe('How far it goes from the model that ships to what was learned: 1 is all the way.'),
  comparisons: z.object({
    heldBack: comparison.describe(
      'Summaries of held-back tickets look for their descriptions among those of all held-back tickets.',
    ),
    amongAll: comparison.describe('The same among descriptions that were learned from, too: what decides.'),
    duplicates: comparison
      .nullable()
      .describe('Tickets look for those that people linked as duplicates; null where there are too few.'),
    plainLanguage: comparison.describe('Everyday phrases look for others that say the same.'),
    inUse: comparison
      .nullable()
      .describe('As `amongAll`, beside the adapted model in use; null where the one that ships is in use.'),
  }),
  objections: z.array(z.enum(OBJECTIONS)).describe('What speaks against using it.'),
});

export type Found = z.infer<typeof found>;
export type Difference = z.infer<typeof gain>;
export type Comparison = z.infer<typeof comparison>;
export type Outcome = z.infer<typeof outcomeSchema>;
export type Comparisons = Outcome['comparisons'];
export type Objection = Outcome['objections'][number];
