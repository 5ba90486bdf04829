import { z } from 'zod';
import { time } from './shapes.ts';

const holding = z.object({
  lines: z.number(),
  bytes: z.number(),
  superseded: z.number().describe('Lines that a newer one of the same ticket has taken the place of.'),
  supersededBytes: z.number(),
  oldest: time.nullable(),
  newest: time.nullable(),
});

export const lakeAnswer = z.object({
  segments: z.array(holding.extend({ file: z.string() })),
  total: holding,
});

export const compactionRequest = z.strictObject({
  keepDays: z.number().int().min(0).max(36_500).default(0).describe('Older states that came in since stay.'),
});
export const compactionAnswer = z.object({ droppedLines: z.number() });

export const erasureRequest = z.strictObject({
  subject: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('ticket'),
        key: z
          .string()
          .min(1)
          .max(255)
          .describe(
            'A key that the ticket has or had (PAY-17), with its site before it where several have it (us:PAY-17), or its id (us:10001).',
          ),
      }),
      z.strictObject({
        kind: z.literal('person'),
        accountId: z
          .string()
          .min(1)
          .max(255)
          .describe('The account id; on Data Center the key or name of the user.'),
      }),
      z.strictObject({
        kind: z.literal('expiry'),
        resolvedBefore: z.iso.date().describe('Tickets that were resolved before this day (UTC).'),
      }),
    ])
    .describe('What is to be erased.'),
  dryRun: z.boolean().default(false).describe('Says what would be erased, and changes nothing.'),
});

export const erasureAnswer = z.object({
  erased: z.boolean(),
  kind: z.enum(['ticket', 'person', 'expiry']),
  keys: z
    .array(z.string())
    .describe('Keys that the tickets have and had, with their sites (us:PAY-17); at most a hundred.'),
  sites: z.array(z.string()).describe('The sites of the tickets; none for a person, who is erased at all.'),
  names: z.array(z.string()).describe('Names and addresses of the person, which go out of all text.'),
  shortNames: z
    .array(z.string())
    .describe('Names of one word: they go where the person stands, and are not looked for in text.'),
  tickets: z.number().describe('Tickets that go.'),
  changedTickets: z.number().describe('Tickets that stay, without what is erased.'),
  lines: z.number().describe('Lines of the lake that go.'),
  changedLines: z.number(),
  deadLetters: z.number(),
});
