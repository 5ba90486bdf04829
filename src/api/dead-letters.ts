import { z } from 'zod';
import { LETTER_STATES } from '../ingest/choices.ts';
import { time, type Wire } from './shapes.ts';

export const rule = z
  .string()
  .describe('The rule that the record breaks, such as not-json or contract:fields.summary.');

const letterHead = z.object({
  id: z.number(),
  state: z.enum(LETTER_STATES),
  rule,
  reason: z.string().describe('The same for people, with the place and what was found there.'),
  path: z.string().describe('The place in the record; empty for the record as a whole.'),
  place: z.string().nullable().describe('Where in its file the record began.'),
  key: z.string().nullable().describe('The ticket key that the record names; nothing has checked it.'),
  externalId: z.string().nullable(),
  source: z.string(),
  run: z.number().describe('The sync or import that received it.'),
  attempts: z.number().describe('How often it was refused.'),
  refusedFirst: time,
  refusedLast: time,
});

const letterFilter = {
  rule: z
    .string()
    .max(500)
    .optional()
    .describe('Only of this rule; without what follows its colon, of all such rules.'),
  source: z.string().max(100).optional(),
  run: z.coerce.number().int().optional().describe('Only from this sync or import.'),
};

export const lettersQuery = z.object({
  ...letterFilter,
  state: z.enum(LETTER_STATES).default('waiting'),
  after: z.coerce.number().int().min(0).default(0).describe('The `next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const lettersAnswer = z.object({
  total: z.number(),
  rules: z
    .array(z.object({ rule, letters: z.number(), example: z.string().describe('The reason of one.') }))
    .describe('All that were asked for, counted by rule, most first.'),
  letters: z.array(letterHead).describe('A page of them, oldest first.'),
  next: z.number().nullable(),
});

export const letterAnswer = letterHead.extend({
  record: z.unknown().describe('What came in, as it came; null once it has been discarded.'),
});

/** Which waiting letters; to mean all of them one must say so. */
const letterChoice = z.strictObject({
  ...letterFilter,
  run: z.number().int().optional(),
  ids: z.array(z.number().int()).min(1).max(1000).optional(),
  all: z.literal(true).optional(),
});
const CHOICE_MISSING = 'name ids, a rule, a source or a run, or say all: true';
const CHOICES = ['ids', 'rule', 'source', 'run', 'all'] as const;
const chooses = (choice: Wire<typeof letterChoice>) => CHOICES.some((name) => choice[name] !== undefined);
/** The same for who reads the description of the API. */
const choosing = { anyOf: CHOICES.map((name) => ({ required: [name] })) };

export const discardBody = letterChoice.refine(chooses, CHOICE_MISSING).meta(choosing);
export const discardAnswer = z.object({ discarded: z.number() });

export const redriveBody = letterChoice
  .extend({ after: z.number().int().min(0).default(0).describe('The `next` of the answer before.') })
  .refine(chooses, CHOICE_MISSING)
  .meta(choosing);

export const redriveAnswer = z.object({
  tried: z.number(),
  accepted: z.number().describe('Tickets now; their letters are gone.'),
  duplicate: z.number().describe('Known by now in this or a newer state; their letters are gone.'),
  refused: z.number().describe('Refused again; their letters carry the new reason.'),
  next: z
    .number()
    .nullable()
    .describe('Where to go on: a request takes some of the letters. Null: all were tried.'),
});
