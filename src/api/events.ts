import { z } from 'zod';
import { jobsAnswer } from './jobs.ts';
import { time } from './shapes.ts';
import { statusAnswer } from './status.ts';

/** What has passed each stage so far; two of them say how fast. */
export const sampleEvent = z.object({
  at: time,
  fetched: z.number().describe('Records received.'),
  applied: z.number().describe('Records that became the state of a ticket.'),
  embedded: z.number().describe('Pieces of text embedded since the process started.'),
  indexed: z.number().describe('Tickets that can be found as they are now.'),
});

/** The events of the stream, by their names; each has its data as JSON. */
export const pipelineEvent = z
  .union([
    z.object({ event: z.literal('sample'), data: sampleEvent }),
    z.object({ event: z.literal('status'), data: statusAnswer }),
    z.object({ event: z.literal('jobs'), data: jobsAnswer }),
  ])
  .describe(
    'Server-sent events. sample: every two seconds, with an id to resume by; those of the last ten minutes come first. ' +
      'status: as GET /api/status, when it changes. jobs: as GET /api/jobs, when it changes, for operators alone.',
  );
