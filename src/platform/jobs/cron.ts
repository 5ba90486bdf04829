import { Cron } from 'croner';
import { CasebookError } from '../../domain/index.ts';

/**
 * The first time after `after` (epoch milliseconds) at which a five-field cron expression comes due; null where there
 * is none. Where clocks are put forward, what would fall into the gap comes due right after it; where they are put
 * back, it comes due once.
 *
 * @throws CasebookError `job-invalid` naming the expression and time zone.
 */
export function nextRun(cron: string, timeZone: string, after: number): number | null {
  try {
    const next = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true }).nextRun(
      new Date(after),
    );
    return next?.getTime() ?? null;
  } catch (error) {
    throw new CasebookError('job-invalid', `schedule "${cron}" in ${timeZone}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
