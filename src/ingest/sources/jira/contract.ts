import { z } from 'zod';
import { documentSchema } from '../../../domain/index.ts';

/**
 * What Casebook relies on in an issue of Jira's REST API v3. Strict where it reads, open where it does not: fields
 * that it does not know pass and stay in the lake.
 */

/** `2026-01-02T03:04:05.678+0000` to epoch milliseconds. */
export const jiraTime = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z)$/,
    'expected a time such as 2026-01-02T03:04:05.678+0000',
  )
  .transform((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(Number.isFinite, 'no such time');

const person = z.looseObject({ accountId: z.string(), displayName: z.string().default('') });
const named = z.looseObject({ name: z.string() });

const linkedIssue = z.looseObject({ key: z.string() });
const issueLink = z.looseObject({
  type: z.looseObject({ name: z.string(), inward: z.string(), outward: z.string() }),
  inwardIssue: linkedIssue.optional(),
  outwardIssue: linkedIssue.optional(),
});

const visibility = z.looseObject({
  type: z.enum(['role', 'group']),
  value: z.string(),
  identifier: z.string().nullish(),
});

const comment = z.looseObject({
  id: z.string(),
  author: person.nullish(),
  body: documentSchema,
  created: jiraTime,
  updated: jiraTime,
  visibility: visibility.optional(),
  jsdPublic: z.boolean().optional(),
});

export const jiraIssue = z.looseObject({
  id: z.string().regex(/^\d+$/, 'expected a numeric id'),
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/, 'expected a key such as PAY-17'),
  fields: z.looseObject({
    summary: z.string().min(1, 'a summary cannot be empty'),
    project: z.looseObject({ key: z.string().min(1), name: z.string() }),
    issuetype: named,
    status: z.looseObject({
      name: z.string(),
      statusCategory: z.looseObject({ key: z.enum(['new', 'indeterminate', 'done', 'undefined']) }),
    }),
    priority: named.nullish(),
    resolution: named.nullish(),
    description: documentSchema.nullish(),
    environment: documentSchema.nullish(),
    labels: z.array(z.string()).nullish(),
    components: z.array(named).nullish(),
    reporter: person.nullish(),
    assignee: person.nullish(),
    created: jiraTime,
    updated: jiraTime,
    resolutiondate: jiraTime.nullish(),
    parent: linkedIssue.nullish(),
    issuelinks: z.array(issueLink).nullish(),
    security: z.looseObject({ id: z.string() }).nullish(),
    comment: z
      .looseObject({
        comments: z
          .array(comment)
          .refine(
            (list) => new Set(list.map(({ id }) => id)).size === list.length,
            'a comment id stands twice',
          ),
        total: z.number().int().nonnegative(),
      })
      .nullish(),
  }),
});

export type JiraIssue = z.infer<typeof jiraIssue>;
export type JiraComment = z.infer<typeof comment>;

/** Where an issue carries fewer comments than it has: the rest must be fetched page by page. */
export const commentCount = z.looseObject({
  id: z.string(),
  fields: z.looseObject({ comment: z.looseObject({ comments: z.array(z.unknown()), total: z.number() }) }),
});
