import { z } from 'zod';
import { ledgerCheck } from './ledger.ts';
import { rebuildRun } from './rebuild.ts';
import { failure, time } from './shapes.ts';

export const runAnswer = z.object({
  id: z.number(),
  kind: z.enum(['sync', 'import']).describe('Whether it read Jira, or took what somebody brought.'),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  startedAt: time,
  finishedAt: time.nullable(),
  announced: z.number().describe('Tickets known to be on their way.'),
  announcedAll: z.boolean(),
  received: z.number(),
  applied: z.number(),
  duplicate: z.number(),
  refused: z.number(),
  error: failure.nullable(),
  failures: z
    .array(failure.extend({ site: z.string() }))
    .describe('Of several Jira sites those that could not be read; the others were. For operators.'),
});

const webhookState = z.object({
  taken: z.boolean().describe('Whether there is a secret that they can be signed with.'),
  last: z
    .object({ receivedAt: time, event: z.string().nullable().describe('Null where it could not be read.') })
    .nullable(),
  waiting: z.number().describe('Tickets to be fetched because of them.'),
  trouble: failure.nullable().describe('Why they could not be fetched; it is tried again.'),
});

/** How the connection to a Jira is. */
const connection = z.object({
  circuit: z
    .enum(['closed', 'open', 'half-open'])
    .describe(
      'open: Jira failed several times in a row, and calls fail at once; half-open: the next is a trial.',
    ),
  trialAt: time.nullable().describe('From when on a call is a trial.'),
  concurrency: z.number().describe('Requests that may be under way at once, at present.'),
  requestsPerSecond: z
    .number()
    .nullable()
    .describe('How fast requests may follow each other, at present; null where no limit was met.'),
  pauseMs: z.number().describe('How long Jira asked to be left alone.'),
  answers: z.number().describe('Since the process started.'),
  refusals: z.number().describe('Of these: 429 and 503.'),
});

export const progressAnswer = z.object({
  run: runAnswer.nullable(),
  webhooks: webhookState.describe('What Jira said by itself.'),
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

export const statusAnswer = progressAnswer.extend({
  version: z.string(),
  kind: z.enum(['demo', 'real']),
  siteUrl: z.string().nullable(),
  noSync: failure.nullable().describe('Why nothing can be read from Jira; null where it can.'),
  failing: z
    .array(failure.extend({ site: z.string(), at: time.nullable().describe('Null where it was not tried.') }))
    .describe('Jira sites that may not be read, or whose last reading failed; for operators.'),
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
    engine: z.enum(['embedded', 'qdrant']).describe('What searches.'),
    meaning: z.boolean().describe('Whether it can be searched by meaning.'),
  }),
  ledger: ledgerCheck.nullable().describe('The newest comparison with Jira that came to its end.'),
  jira: connection.nullable().describe('How the connection to Jira is; null where the settings name none.'),
  sites: z
    .array(
      z.object({
        name: z.string(),
        url: z.string(),
        jira: connection.nullable().describe('Null where the settings name it no longer: its tickets stay.'),
        ledger: ledgerCheck.nullable(),
        webhooks: webhookState.nullable(),
        access: z
          .object({ readAt: time.nullable(), trouble: z.object({ at: time, reason: z.string() }).nullable() })
          .describe('When it said who may see what; until then only operators see its tickets.'),
      }),
    )
    .describe('The sites beside the first, which the rest is about; for operators.'),
  rebuild: rebuildRun.nullable().describe('The newest rebuild since the process started.'),
});
