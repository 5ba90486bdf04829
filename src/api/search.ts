import { z } from 'zod';
import { CHUNK_KINDS, FACET_FIELDS, SEARCH_MODES, SORTS } from '../knowledge/choices.ts';
import { many, timeZone } from './shapes.ts';
import { statusCategory, ticketHead } from './tickets.ts';

export const searchQuery = z.object({
  q: z
    .string()
    .trim()
    .min(1, 'a query cannot be empty')
    .max(20_000)
    .describe('Words, "phrases", beginnings*, -excluded and fields such as status:open; see docs/search.md.'),
  mode: z.enum(SEARCH_MODES).default('hybrid').describe('By words alone, by meaning alone, or by both.'),
  project: many(z.string()).describe('Only these projects; may be repeated.'),
  site: many(z.string()).describe(
    'Only tickets of these Jira sites; may be repeated. The one of JIRA_BASE_URL is called first.',
  ),
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
  timeZone: timeZone.describe('The zone of the days in the query.'),
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
