import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import type { JobQueue } from './job-queue.ts';

export interface Repeated {
  /** Of the schedule and of its queue. */
  readonly name: string;
  /** Five fields, in UTC. */
  readonly cron: string;
  /** How often it is tried each time, where what fails may pass. */
  readonly attempts: number;
  /** Before the second try; longer before each further one. */
  readonly backOffMs: number;
  /** Null for what is to be done no more. */
  readonly work: (() => Promise<void>) | null;
}

/**
 * Has work done again and again, where this process stays. A failure that does not pass waits for the next time: the work
 * itself tells of it.
 *
 * @throws CasebookError `job-invalid` naming the expression.
 */
export async function repeat(
  jobs: JobQueue,
  { name, cron, attempts, backOffMs, work }: Repeated,
): Promise<void> {
  if (!work) {
    await jobs.unschedule(name);
    return;
  }
  const queue = { name, payload: z.object({}).strict(), attempts, backOffMs };
  jobs.handle(queue, async () => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CasebookError) || error.entry.retry) throw error;
    }
  });
  await jobs.schedule({ name, queue, payload: {}, cron, timeZone: 'UTC' });
}
