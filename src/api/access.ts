import { z } from 'zod';
import { loginName } from './people.ts';
import { time } from './shapes.ts';

export const whyQuery = z.object({ user: loginName.describe('The login of a user.') });

export const whyAnswer = z.object({
  key: z.string(),
  login: z.string(),
  jiraAccountId: z.string().nullable(),
  isOperator: z.boolean().describe('Operators read everything, whatever the parts say.'),
  accountTrouble: z
    .string()
    .nullable()
    .describe('What keeps the Jira account from holding anything by what Jira says.'),
  readAt: time.nullable().describe('When Jira was asked last who may see what.'),
  parts: z.array(
    z.object({
      part: z.enum(['ticket', 'comment']),
      id: z.string().nullable().describe('The comment’s id.'),
      open: z.boolean(),
      clauses: z
        .array(
          z.object({
            about: z.string(),
            demands: z.array(z.string()).describe('Any one of these principals meets it.'),
            met: z.object({ principal: z.string(), from: z.string() }).nullable(),
            reason: z.string().nullable().describe('Why it is not met.'),
          }),
        )
        .describe('All have to be met.'),
    }),
  ),
});

export const doctorAnswer = z.object({
  healthy: z.boolean(),
  sections: z.array(
    z.object({
      name: z.string(),
      /** What was looked at, in a line. */
      summary: z.string(),
      ms: z
        .number()
        .nullable()
        .describe('How long looking took, in milliseconds; null where that says nothing.'),
      notes: z.array(z.string()).describe('What is as it should be, and worth to be known.'),
      findings: z.array(
        z.object({
          what: z.string(),
          why: z.string(),
          hides: z.string().nullable(),
          advice: z.string(),
        }),
      ),
    }),
  ),
});
