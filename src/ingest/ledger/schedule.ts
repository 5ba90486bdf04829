import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import type { JobQueue, Queue } from '../../platform/jobs/index.ts';

const queue: Queue<Record<string, never>> = {
  name: 'sync-verify',
  payload: z.object({}).strict() as never,
  // A sync or an import may be under way, and Jira may be away.
  attempts: 5,
  backOffMs: 5 * 60_000,
};

const NAME = 'sync-verify';

/**
 * Compares with Jira again and again, where this process stays; a failure that does not pass waits for the next time,
 * and is the end of its run, where all can see it.
 *
 * @param cron five fields, in UTC; null for never.
 * @throws CasebookError `job-invalid` naming the expression.
 */
export async function scheduleChecks(
  jobs: JobQueue,
  cron: string | null,
  check: () => Promise<void>,
): Promise<void> {
  if (cron === null) {
    await jobs.unschedule(NAME);
    return;
  }
  jobs.handle(queue, async () => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof CasebookError) || error.entry.retry) throw error;
    }
  });
  await jobs.schedule({ name: NAME, queue, payload: {}, cron, timeZone: 'UTC' });
}
