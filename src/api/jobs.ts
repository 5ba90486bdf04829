import { z } from 'zod';
import { failure, time } from './shapes.ts';

export const WORK_KINDS = ['sync', 'rebuild', 'adapt'] as const;

const workKind = z
  .enum(WORK_KINDS)
  .describe(
    'sync: tickets are read, from Jira or a file, or compared with Jira’s; of each kind one runs at a time.',
  );

export const jobsAnswer = z.object({
  work: z
    .array(
      z.object({
        kind: workKind,
        state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
        step: z.string().nullable().describe('What is being done, where the work has several steps.'),
        done: z.number(),
        total: z.number().nullable().describe('Null where it is not known.'),
        startedAt: time,
        finishedAt: time.nullable(),
        cancellable: z.boolean().describe('Whether it runs, and ends if it is asked to.'),
        error: failure.nullable(),
      }),
    )
    .describe('The newest of each kind.'),
  queues: z
    .array(
      z.object({
        queue: z.string(),
        state: z.enum(['waiting', 'running', 'done', 'dead', 'cancelled']),
        jobs: z.number(),
      }),
    )
    .describe('How many jobs there are; ended ones are forgotten after a week, dead ones never.'),
});

export const cancelRequest = z.strictObject({ kind: workKind });

export const deadJobsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const deadJobsAnswer = z.object({
  jobs: z
    .array(
      z.object({
        id: z.string(),
        queue: z.string(),
        attempts: z.number().describe('How often it was tried.'),
        diedAt: time.nullable().describe('When the last attempt failed.'),
        errors: z
          .array(z.object({ attempt: z.number(), at: time, message: z.string() }))
          .describe('What went wrong, oldest first.'),
      }),
    )
    .describe('Those that died last first.'),
});

export const deadJobRequest = z.strictObject({ id: z.string().min(1).max(100) });
