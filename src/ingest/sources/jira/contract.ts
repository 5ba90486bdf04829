import { z } from 'zod';
import { documentSchema } from '../../../domain/index.ts';
import { LONGEST_ID, LONGEST_LIST, LONGEST_NAME, LONGEST_SUMMARY } from '../../limits.ts';

/**
 * What Casebook relies on in an issue of Jira's REST API, v3 and v2. Strict where it reads, open where it does not:
 * fields that it does not know pass and stay in the lake.
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

const name = z.string().max(LONGEST_NAME);
const person = z.looseObject({ accountId: name, displayName: name.default('') });
const named = z.looseObject({ name });
const list = <T extends z.ZodType>(item: T) => z.array(item).max(LONGEST_LIST);

/** Data Center knows people by key and name, where Cloud has account ids alone. */
const personOfEither = z
  .looseObject({
    accountId: name.nullish(),
    key: name.nullish(),
    name: name.nullish(),
    displayName: name.nullish(),
  })
  .transform(({ accountId, key, name, displayName }, context) => {
    const id = accountId ?? key ?? name;
    if (id) return { accountId: id, displayName: displayName ?? name ?? id };
    context.addIssue({ code: 'custom', message: 'expected an accountId, a key or a name' });
    return z.NEVER;
  });

const linkedIssue = z.looseObject({ key: name });
const issueLink = z.looseObject({
  type: z.looseObject({ name, inward: name, outward: name }),
  inwardIssue: linkedIssue.optional(),
  outwardIssue: linkedIssue.optional(),
});

export const visibility = z.looseObject({
  type: z.enum(['role', 'group']),
  value: name,
  identifier: name.nullish(),
});

export const issueId = z.string().regex(/^\d{1,19}$/, 'expected a numeric id');
export const issueKey = z
  .string()
  .max(LONGEST_ID)
  .regex(/^[A-Z][A-Z0-9_]*-\d+$/, 'expected a key such as PAY-17');
export const issueSummary = z.string().min(1, 'a summary cannot be empty').max(LONGEST_SUMMARY);

const CATEGORIES = z.looseObject({ key: z.enum(['new', 'indeterminate', 'done', 'undefined']) });
/** A status under Jira's name, and its category; Jira's fourth one, "No category", means that work has not begun. */
export const statusContract = z
  .looseObject({ name, statusCategory: CATEGORIES })
  .transform(({ name, statusCategory: { key } }) => ({ name, category: key === 'undefined' ? 'new' : key }));

/** The two versions differ in how texts and people are written, and in nothing else that is read here. */
function issueContract<Text extends z.ZodType, Somebody extends z.ZodType<z.output<typeof person>>>(
  text: Text,
  somebody: Somebody,
) {
  const comment = z.looseObject({
    id: z.string().max(LONGEST_ID),
    author: somebody.nullish(),
    body: text,
    created: jiraTime,
    updated: jiraTime,
    visibility: visibility.optional(),
    jsdPublic: z.boolean().optional(),
  });
  return z.looseObject({
    id: issueId,
    key: issueKey,
    fields: z.looseObject({
      summary: issueSummary,
      project: z.looseObject({ key: name.min(1), name }),
      issuetype: named,
      status: statusContract,
      priority: named.nullish(),
      resolution: named.nullish(),
      description: text.nullish(),
      environment: text.nullish(),
      labels: list(name).nullish(),
      components: list(named).nullish(),
      reporter: somebody.nullish(),
      assignee: somebody.nullish(),
      created: jiraTime,
      updated: jiraTime,
      resolutiondate: jiraTime.nullish(),
      parent: linkedIssue.nullish(),
      issuelinks: list(issueLink).nullish(),
      security: z.looseObject({ id: name }).nullish(),
      comment: z
        .looseObject({
          comments: list(comment).refine(
            (comments) => new Set(comments.map(({ id }) => id)).size === comments.length,
            'a comment id stands twice',
          ),
          total: z.number().int().nonnegative(),
        })
        .nullish(),
    }),
  });
}

/** REST v3: texts are documents. */
export const jiraIssue = issueContract(documentSchema, person);
/** REST v2, of Cloud and Data Center: texts are wiki markup. */
export const jiraIssueV2 = issueContract(z.string(), personOfEither);

/** An issue whose texts are of type `Text`. */
export type JiraIssue<Text> = z.output<ReturnType<typeof issueContract<z.ZodType<Text>, typeof person>>>;
