import { z } from 'zod';
import { type DocumentNode, isTimeZone, STATUS_CATEGORIES } from '../domain/index.ts';
import { DATE_ORDERS, FILE_FORMATS, LETTER_STATES } from '../ingest/index.ts';
import { CHUNK_KINDS, FACET_FIELDS, SEARCH_MODES, SORTS } from '../knowledge/index.ts';
import { DATA_SET_FORMATS, LEFT_OUT, MASKED_KINDS } from '../learning/index.ts';

/**
 * The shapes of the HTTP API, for who serves it and who asks it. `/openapi.json` is made from them, and the dashboard's
 * client from that.
 */

const time = z.string().meta({ format: 'date-time' });
const person = z.object({ accountId: z.string(), displayName: z.string() });
/** Atlassian Document Format, as Jira gave it. */
const document = z.looseObject({
  type: z.literal('doc'),
  version: z.number(),
  content: z.array(z.custom<DocumentNode>()).meta({ items: { type: 'object' } }),
});
const statusCategory = z.enum(STATUS_CATEGORIES);

const rule = z
  .string()
  .describe('The rule that the record breaks, such as not-json or contract:fields.summary.');

export const ticketHead = z.object({
  key: z.string(),
  url: z.string().nullable().describe('The ticket in Jira.'),
  project: z.object({ key: z.string(), name: z.string() }),
  type: z.string(),
  status: z.object({ name: z.string(), category: statusCategory }),
  priority: z.string().nullable(),
  resolution: z.string().nullable(),
  summary: z.string(),
  labels: z.array(z.string()),
  components: z.array(z.string()),
  reporter: person.nullable(),
  assignee: person.nullable(),
  created: time,
  updated: time,
  resolved: time.nullable(),
  parentKey: z.string().nullable(),
});

export const ticketAnswer = ticketHead.extend({
  description: document.nullable(),
  environment: document.nullable(),
  links: z.array(z.object({ type: z.string(), relation: z.string(), key: z.string() })),
  comments: z.array(
    z.object({
      id: z.string(),
      author: person.nullable(),
      created: time,
      updated: time,
      visibility: z.object({
        kind: z
          .enum(['public', 'unknown', 'internal', 'role', 'group'])
          .describe('unknown: its source does not say who may read it; nobody but the operator does.'),
        name: z.string().optional().describe('The role or group that may read it.'),
      }),
      body: document,
    }),
  ),
});

const many = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(value).max(100).optional(),
  );

export const searchQuery = z.object({
  q: z
    .string()
    .trim()
    .min(1, 'a query cannot be empty')
    .max(20_000)
    .describe('Words, "phrases", beginnings*, -excluded and fields such as status:open; see docs/search.md.'),
  mode: z.enum(SEARCH_MODES).default('hybrid').describe('By words alone, by meaning alone, or by both.'),
  project: many(z.string()).describe('Only these projects; may be repeated.'),
  type: many(z.string()).describe('Only these types; may be repeated.'),
  status: many(statusCategory).describe('Only these kinds of status; may be repeated.'),
  statusName: many(z.string()).describe('Only these statuses; may be repeated.'),
  priority: many(z.string()).describe('Only these priorities; may be repeated.'),
  label: many(z.string()).describe('Only tickets with one of these labels; may be repeated.'),
  component: many(z.string()).describe('Only tickets with one of these components; may be repeated.'),
  sort: z
    .enum(SORTS)
    .default('relevance')
    .describe(
      'Best first, last changed first, newest first or oldest first. Without words, best is last changed.',
    ),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(0)
    .describe('Tickets of the list to pass over.'),
  facet: many(z.enum(FACET_FIELDS)).describe(
    'Count the values of these fields over all that match, each without the choices made in that field by parameters.',
  ),
  timeZone: z
    .string()
    .refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin')
    .default('UTC')
    .describe('The zone of the days in the query.'),
});

const facetValues = z.array(
  z.object({
    value: z.string(),
    name: z.string().optional().describe('What people call it, where that is not the value.'),
    tickets: z.number(),
  }),
);

export const searchAnswer = z.object({
  query: z.string(),
  mode: z.enum(SEARCH_MODES),
  meaning: z
    .boolean()
    .describe(
      'False where words alone were searched: the index is of another embedder, or its embedder fails or does not know the language.',
    ),
  sort: z.enum(SORTS).describe('The order that the list is in.'),
  timeZone: z.string(),
  total: z.number().describe('Tickets in the whole list.'),
  offset: z.number(),
  hints: z
    .array(
      z.object({
        code: z.string(),
        message: z.string().describe('For people, whole sentences.'),
        at: z.number().nullable().describe('Where in the query, in UTF-16 units.'),
      }),
    )
    .describe('How the query was taken, where that needs saying.'),
  facets: z
    .object(
      Object.fromEntries(FACET_FIELDS.map((field) => [field, facetValues.optional()])) as Record<
        (typeof FACET_FIELDS)[number],
        z.ZodOptional<typeof facetValues>
      >,
    )
    .describe('Of the fields that were asked for: values with the number of tickets, most frequent first.'),
  hits: z.array(
    ticketHead.extend({
      score: z.number(),
      why: z.object({
        key: z.boolean().describe('The query names this ticket.'),
        lexical: z.number().describe('How well the words fit, relative to the best of this query: 0 to 1.'),
        semantic: z
          .number()
          .describe('How near the ticket is in meaning, -1 to 1: the two that follow, weighed.'),
        passageMeaning: z.number().nullable().describe('How near its best passage is, -1 to 1.'),
        summaryMeaning: z.number().nullable().describe('How near its summary is, -1 to 1.'),
        words: z.array(z.string()).describe('The words of the query, as they stand in the ticket.'),
      }),
      passage: z.object({
        kind: z.enum(CHUNK_KINDS),
        text: z.string(),
        highlights: z
          .array(z.array(z.number()).length(2))
          .describe('[start, end) in UTF-16 units of `text`.'),
      }),
    }),
  ),
});

const counted = z.object({ name: z.string(), tickets: z.number() });
export const filtersAnswer = z.object({
  projects: z.array(z.object({ key: z.string(), name: z.string(), tickets: z.number() })),
  types: z.array(counted),
  statusCategories: z.array(counted),
});

export const runAnswer = z.object({
  id: z.number(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  startedAt: time,
  finishedAt: time.nullable(),
  announced: z.number().describe('Tickets known to be on their way.'),
  announcedAll: z.boolean(),
  received: z.number(),
  applied: z.number(),
  duplicate: z.number(),
  refused: z.number(),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

export const progressAnswer = z.object({
  run: runAnswer.nullable(),
  embedded: z.number().describe('Pieces of text embedded since the process started.'),
  indexing: z.object({
    live: z.number(),
    indexed: z.number(),
    waiting: z.number(),
    setAside: z.number().describe('Of those waiting: put aside after several failures.'),
    holds: z.boolean().describe('live = indexed + waiting'),
  }),
  trouble: z
    .object({ code: z.string(), detail: z.string(), retry: z.boolean().describe('It may pass by itself.') })
    .nullable()
    .describe('What keeps the index from going on, and is tried again.'),
});

const rebuildRun = z.object({
  kind: z.enum(['rebuild', 'back', 'renew']),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  step: z.enum(['lake', 'index']).describe('Lines of the lake are replayed, then tickets are indexed.'),
  done: z.number(),
  total: z.number(),
  startedAt: time,
  finishedAt: time.nullable(),
  tickets: z
    .object({ equal: z.number(), changed: z.number(), removed: z.number(), refused: z.number() })
    .nullable()
    .describe('What the replay of the lake found and put right.'),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

export const statusAnswer = progressAnswer.extend({
  version: z.string(),
  kind: z.enum(['demo', 'real']),
  siteUrl: z.string().nullable(),
  records: z.object({
    received: z.number(),
    applied: z.number(),
    duplicate: z.number(),
    pending: z.number(),
    deadLettered: z.number(),
    discarded: z.number(),
    erased: z.number(),
    holds: z
      .boolean()
      .describe('received = applied + duplicate + pending + deadLettered + discarded + erased'),
  }),
  lakeCut: z
    .object({
      at: time,
      bytes: z.number(),
      file: z.string(),
      offset: z.number(),
      unacknowledged: z
        .boolean()
        .describe('Whether it was certainly never acknowledged, so that it is fetched again.'),
    })
    .nullable()
    .describe(
      'The last time that what does not verify was cut from the end of the lake, as a crash leaves it.',
    ),
  embedder: z.object({
    id: z.string(),
    dimensions: z.number(),
    remote: z.boolean().describe('Texts are sent to another machine.'),
  }),
  withheld: z
    .object({ tickets: z.number(), comments: z.number() })
    .describe('Restricted texts that are not sent to a remote embedder, and are found by words alone.'),
  index: z.object({
    tickets: z.number(),
    chunks: z.number(),
    meaning: z.boolean().describe('Whether it can be searched by meaning.'),
  }),
  rebuild: rebuildRun.nullable().describe('The newest rebuild since the process started.'),
});

export const rebuildRequest = z.object({
  action: z
    .enum(['rebuild', 'back', 'forget'])
    .default('rebuild')
    .describe('From the lake; back to the previous index; or remove the previous index.'),
});

export const rebuildAnswer = z.object({
  rebuild: rebuildRun.nullable(),
  generations: z.array(
    z.object({
      id: z.number(),
      state: z.enum(['building', 'active', 'previous', 'dropped']),
      embedder: z.string(),
      createdAt: time,
      switchedAt: time.nullable(),
    }),
  ),
});

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

export const importQuery = z.object({
  format: z.enum(FILE_FORMATS).optional().describe('What the file is, where its content does not show it.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin')
    .default('UTC')
    .describe('The zone of the dates in a CSV export, which name none.'),
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
const chooses = (choice: Wire<typeof letterChoice>) =>
  [choice.ids, choice.rule, choice.source, choice.run, choice.all].some((part) => part !== undefined);

export const discardBody = letterChoice.refine(chooses, CHOICE_MISSING);
export const discardAnswer = z.object({ discarded: z.number() });

export const redriveBody = letterChoice
  .extend({ after: z.number().int().min(0).default(0).describe('The `next` of the answer before.') })
  .refine(chooses, CHOICE_MISSING);

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

/** RFC 9457, with the code and the advice of the error catalogue. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  advice: z.string(),
  retry: z.boolean().describe('Whether the same request can succeed later.'),
  requestId: z.string(),
});

export type Wire<T extends z.ZodType> = z.output<T>;
