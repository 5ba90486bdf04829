import { z } from 'zod';
import { type DocumentNode, RECORD_FORMATS, STATUS_CATEGORIES, TEXT_OMISSIONS } from '../domain/index.ts';
import { time } from './shapes.ts';

const person = z.object({ accountId: z.string(), displayName: z.string() });
/** Atlassian Document Format, as Jira gave it. */
const document = z.looseObject({
  type: z.literal('doc'),
  version: z.number(),
  content: z.array(z.custom<DocumentNode>()).meta({ items: { type: 'object' } }),
});

export const statusCategory = z.enum(STATUS_CATEGORIES);

export const ticketHead = z.object({
  key: z.string(),
  url: z.string().nullable().describe('The ticket in Jira.'),
  site: z
    .string()
    .nullable()
    .describe('The Jira site that it is of, where there are several here; else null.'),
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

const visibility = z.object({
  kind: z
    .enum(['public', 'unknown', 'internal', 'role', 'group'])
    .describe('unknown: its source does not say who may read it; nobody but the operator does.'),
  name: z.string().optional().describe('The role or group that may read it.'),
});

const serviceCycle = z.object({
  start: time.nullable(),
  stop: time.nullable().describe('Null while it runs.'),
  breached: z.boolean(),
  paused: z.boolean(),
  goalMs: z.number().nullable(),
  elapsedMs: z.number().nullable(),
});

/** What a ticket has beside its core. */
const ticketDetails = z.object({
  subtasks: z
    .array(
      z.object({
        key: z.string(),
        summary: z.string().nullable(),
        status: z.object({ name: z.string(), category: statusCategory }).nullable(),
      }),
    )
    .describe('The tickets below this one.'),
  sprints: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.string().describe('future, active or closed.'),
      start: time.nullable(),
      end: time.nullable(),
      goal: z.string(),
    }),
  ),
  fields: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().describe('As the people of the site call it; the id where its source does not say.'),
        type: z.string(),
        text: z.string().describe('The value in words.'),
      }),
    )
    .describe('Fields that say something and have no place of their own here.'),
  request: z
    .object({
      type: z.string().nullable(),
      organizations: z.array(z.string()),
      participants: z.array(person),
      levels: z
        .array(z.object({ name: z.string(), cycles: z.array(serviceCycle) }))
        .describe('Service level agreements.'),
      satisfaction: z.object({ rating: z.number(), comment: z.string().nullable() }).nullable(),
    })
    .nullable()
    .describe('What Jira Service Management knows; null for tickets of other projects.'),
  attachments: z.array(
    z.object({
      id: z.string(),
      filename: z.string(),
      mimeType: z.string(),
      size: z.number().describe('In bytes.'),
      author: person.nullable(),
      created: time,
      text: z.string().nullable().describe('What is in it, where that is text.'),
      omitted: z
        .enum(TEXT_OMISSIONS)
        .nullable()
        .describe('Why the text of a file that looks like text is not here.'),
    }),
  ),
  worklogs: z.array(
    z.object({
      id: z.string(),
      author: person.nullable(),
      started: time,
      seconds: z.number(),
      visibility,
      comment: document.nullable(),
    }),
  ),
  history: z
    .array(
      z.object({
        id: z.string(),
        author: person.nullable(),
        created: time,
        items: z.array(
          z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
        ),
      }),
    )
    .describe('Who changed what, oldest first.'),
  incomplete: z
    .array(z.object({ part: z.string(), reason: z.string() }))
    .describe('Parts that could not be read, or not as a whole; the lake has them as they came.'),
});

export const ticketAnswer = ticketHead
  .extend({
    movedFrom: z
      .string()
      .nullable()
      .describe('The key that was asked for, where the ticket had it once and has another one now.'),
    description: document.nullable(),
    environment: document.nullable(),
    links: z.array(z.object({ type: z.string(), relation: z.string(), key: z.string() })),
    comments: z.array(
      z.object({
        id: z.string(),
        author: person.nullable(),
        created: time,
        updated: time,
        visibility,
        body: document,
      }),
    ),
  })
  .extend(ticketDetails.shape);

export const recordAnswer = z.object({
  line: z.number().describe('The line of the lake that holds it.'),
  source: z.string(),
  format: z
    .enum(RECORD_FORMATS)
    .describe('An issue of Jira’s REST API v3 or v2, or a row of its CSV export.'),
  externalId: z.string(),
  fetchedAt: time,
  record: z.unknown().describe('What came in, as it came.'),
});
