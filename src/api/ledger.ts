import { z } from 'zod';
import { many, time } from './shapes.ts';

/** Jira's tickets against ours. */
const counts = {
  jira: z.number().describe('That Jira lists.'),
  live: z.number().describe('That are here and are listed, or were given by Jira once.'),
  missing: z.number().describe('Listed, and not here.'),
  stale: z.number().describe('Here in an older state than Jira has.'),
  extra: z.number().describe('Here, and no longer given by Jira.'),
  outside: z.number().describe('Here, and in Jira outside of what is synced: they left it, and stay.'),
  refused: z.number().describe('Listed, and dead letters here.'),
  erased: z.number().describe('Listed, and erased here.'),
};

const kind = z.enum(['missing', 'stale', 'extra']);

export const ledgerCheck = z.object({
  id: z.number(),
  startedAt: time,
  finishedAt: time,
  dryRun: z.boolean().describe('It only looked.'),
  found: z.object({ missing: z.number(), stale: z.number(), extra: z.number() }),
  total: z.object(counts).describe('How it stands since.'),
});

export const ledgerQuery = z.object({
  project: many(z.string()).describe('Only days of these projects; may be repeated.'),
});

export const ledgerAnswer = z.object({
  check: ledgerCheck
    .extend({
      named: z
        .array(
          z.object({ kind, id: z.string(), key: z.string(), left: z.boolean().describe('It is still so.') }),
        )
        .describe('What was found: the first thousand of each kind.'),
    })
    .nullable()
    .describe('The newest comparison with Jira that came to its end.'),
  days: z
    .array(z.object({ project: z.string(), day: z.string().describe('Of creation, in UTC.'), ...counts }))
    .describe('As the newest comparison left them that did not only look.'),
});

export const ledgerRequest = z.strictObject({
  dryRun: z.boolean().default(false).describe('Look, and mend nothing.'),
  acceptRemovals: z
    .boolean()
    .default(false)
    .describe('Take out what Jira no longer gives, however many tickets that are.'),
});
