import { z } from 'zod';
import { DATA_SET_FORMATS, LEFT_OUT, MASKED_KINDS } from '../learning/choices.ts';
import { many } from './shapes.ts';

export const fineTuningQuery = z.object({
  format: z
    .enum(DATA_SET_FORMATS)
    .default('openai')
    .describe("OpenAI's chat form, or instructions with Llama 3's own template."),
  project: many(z.string()).describe('Only tickets of these projects; may be repeated.'),
});

/** What follows the last example: a stream that ends without it broke off. */
export const fineTuningEnd = z.strictObject({
  summary: z.object({
    tickets: z.number().describe('Tickets that were looked at.'),
    examples: z.number(),
    leftOut: z.record(z.enum(LEFT_OUT), z.number()).describe('Tickets without an example, by reason.'),
    masked: z.record(z.enum(MASKED_KINDS), z.number()).describe('Places that were masked, by kind.'),
  }),
});
