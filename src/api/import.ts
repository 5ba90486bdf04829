import { z } from 'zod';
import { DATE_ORDERS, FILE_FORMATS } from '../ingest/choices.ts';
import { rule } from './dead-letters.ts';
import { many, timeZone } from './shapes.ts';

export const importQuery = z.object({
  format: z.enum(FILE_FORMATS).optional().describe('What the file is, where its content does not show it.'),
  timeZone: timeZone.describe('The zone of the dates in a CSV export, which name none.'),
  dateOrder: z
    .enum(DATE_ORDERS)
    .optional()
    .describe('What stands first in dates such as 03/04/2024 in a CSV export.'),
  project: many(z.string()).describe('Only tickets of these projects; may be repeated.'),
});

/** Types of body that no HTML form can send. What the file is shows its content, whatever the type says. */
export const IMPORT_TYPES = [
  'application/octet-stream',
  'application/x-ndjson',
  'application/json',
  'application/gzip',
  'text/csv',
] as const;

export const importAnswer = z.object({
  received: z.number(),
  accepted: z.number().describe('New or changed tickets.'),
  duplicate: z.number().describe('Tickets known in this or a newer state.'),
  refused: z.number().describe('Records kept as dead letters.'),
  skipped: z.number().describe('Records of other projects than those asked for; not received.'),
  format: z.enum(FILE_FORMATS),
  run: z.number().describe('The run that they are counted under.'),
  refusals: z
    .array(
      z.object({
        place: z.string().nullable().describe('Where in the file the record begins.'),
        rule,
        reason: z.string(),
      }),
    )
    .describe('The first few.'),
});
