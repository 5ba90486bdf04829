import { z } from 'zod';
import { ADAPTATION_KINDS, OBJECTIONS } from '../knowledge/index.ts';

const time = z.iso.datetime();

const found = z.object({
  queries: z.number(),
  mrr: z.number().describe('The mean of 1 / rank of what was to be found.'),
  r10: z.number().describe('The share of queries that found it within the first ten.'),
});

const gain = z.object({
  mean: z.number(),
  low: z.number().describe('With a probability of 95 % it lies between `low` and `high`.'),
  high: z.number(),
});

const comparison = z.object({ before: found, after: found, mrrGain: gain, r10Gain: gain });

const outcome = z.object({
  model: z.string().describe('The id of the new model.'),
  base: z.string().describe('The model that ships, from which it was trained on: what `before` measures.'),
  tickets: z.number().describe('Tickets that everybody in their project may read.'),
  learned: z.number().describe('Tickets that it learned from.'),
  heldBack: z.number().describe('Tickets that were held back, to measure on.'),
  pairs: z.number().describe('Pairs of texts of one ticket.'),
  tokens: z.number().describe('Words and parts of words whose vectors moved.'),
  steps: z.number(),
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

export const adaptRequest = z.object({
  action: z
    .enum(ADAPTATION_KINDS)
    .default('adapt')
    .describe(
      'Train, measure, and use the model where it is better; measure only; or go back to the one that ships.',
    ),
});

export const adaptAnswer = z.object({
  adaptation: z
    .object({
      kind: z.enum(ADAPTATION_KINDS),
      state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
      step: z
        .enum(['read', 'train', 'measure', 'index'])
        .describe('Tickets are read, a model is trained and measured, and an index is made with it.'),
      done: z.number(),
      total: z.number().describe('0 where it is not known.'),
      startedAt: time,
      finishedAt: time.nullable(),
      outcome: outcome.nullable(),
      error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    })
    .nullable()
    .describe('The newest one since the process started.'),
  model: z.string().describe('The embedder that indexes are made with.'),
  shipped: z
    .string()
    .nullable()
    .describe('The model that ships; null where the settings ask for another embedder.'),
  last: z
    .object({ at: time, taken: z.boolean().describe('Whether it was put to use then.'), outcome })
    .nullable()
    .describe('The last one that came to its end.'),
});
