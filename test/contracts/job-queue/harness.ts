import { z } from 'zod';
import type { Database } from '../../../src/platform/database/index.ts';
import type { JobQueue, Queue } from '../../../src/platform/jobs/index.ts';

/** What an adapter gives the suite: an empty queue, time in the test's hands, and processes that can die. */
export interface JobQueueHarness {
  readonly database: Database;
  readonly now: () => number;
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Another process on the same jobs; the queue is stopped with the test. */
  readonly process: () => Promise<JobProcess>;
}

interface JobProcess {
  readonly queue: JobQueue;
  readonly die: () => void;
}

/** A harness with its first process. */
export type OpenJobQueue = () => Promise<JobQueueHarness & JobProcess>;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const notes: Queue<{ text: string }> = {
  name: 'notes',
  payload: z.object({ text: z.string() }),
  attempts: 3,
  backOffMs: 10 * SECOND,
};
export const note = { text: 'a' };
