import { z } from 'zod';
import { ADAPTATION_KINDS, outcomeSchema } from '../knowledge/choices.ts';
import { failure } from './shapes.ts';

const time = z.iso.datetime();

export const adaptRequest = z.strictObject({
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
      outcome: outcomeSchema.nullable(),
      error: failure.nullable(),
    })
    .nullable()
    .describe('The newest one since the process started.'),
  model: z.string().describe('The embedder that indexes are made with.'),
  shipped: z
    .string()
    .nullable()
    .describe('The model that ships; null where the settings ask for another embedder.'),
  last: z
    .object({
      at: time,
      taken: z.boolean().describe('Whether it was put to use then.'),
      outcome: outcomeSchema,
    })
    .nullable()
    .describe('The last one that came to its end.'),
});
