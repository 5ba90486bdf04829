import { z } from 'zod';
import { type DocumentNode, STATUS_CATEGORIES } from '../domain/index.ts';
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
