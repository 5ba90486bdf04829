import { z } from 'zod';
import { PERIODS } from '../knowledge/choices.ts';
import { many, time } from './shapes.ts';

export const insightsQuery = z.object({
  project: many(z.string()).describe('Only these projects; may be repeated.'),
  per: z.enum(PERIODS).default('month').describe('Weeks begin on Monday; both are of UTC.'),
});

const shares = z
  .array(
    z.object({
      upToMs: z.number().nullable().describe('In milliseconds; null for all that is longer.'),
      tickets: z.number(),
    }),
  )
  .describe('Each without those before it.');

export const insightsAnswer = z.object({
  tickets: z.number().describe('All that the asker may read.'),
  per: z.enum(PERIODS),
  periods: z
    .array(z.object({ from: time, created: z.number(), resolved: z.number() }))
    .describe('The newest 120, oldest first, without gaps.'),
  resolution: z
    .object({
      tickets: z.number(),
      medianMs: z.number().nullable().describe('Half of them took no longer.'),
      p90Ms: z.number().nullable().describe('Nine in ten took no longer.'),
      spread: shares,
    })
    .describe('From the creation of a ticket to its resolution.'),
  open: z
    .object({ tickets: z.number(), ages: shares })
    .describe('Those whose status is not of the kind `done`, by the time since their creation.'),
});
