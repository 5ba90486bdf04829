import { z } from 'zod';
import type { JobQueue, Queue } from '../platform/jobs/index.ts';

const queue: Queue<Record<string, never>> = {
  name: 'access-refresh',
  payload: z.object({}).strict() as never,
  // The next time comes soon; what fails is said where it was tried.
  attempts: 1,
  backOffMs: 60_000,
};

const NAME = 'access-refresh';

/**
 * Reads who may see what again and again, where this process stays.
 *
 * @param cron five fields, in UTC; null for never.
 * @throws CasebookError `job-invalid` naming the expression.
 */
export async function scheduleRefreshes(
  jobs: JobQueue,
  cron: string | null,
  refresh: () => Promise<void>,
): Promise<void> {
  if (cron === null) {
    await jobs.unschedule(NAME);
    return;
  }
  jobs.handle(queue, refresh);
  await jobs.schedule({ name: NAME, queue, payload: {}, cron, timeZone: 'UTC' });
}
