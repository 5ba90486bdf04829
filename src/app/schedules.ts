import type { Config } from '../platform/config/index.ts';
import { type JobQueue, repeat } from '../platform/jobs/index.ts';

const MINUTE_MS = 60_000;

/** What an installation does by itself; null for what it cannot. */
export interface ScheduledWork {
  /** Reads what changed in Jira. */
  readonly sync: (() => Promise<void>) | null;
  /** Compares every ticket with Jira's. */
  readonly verify: (() => Promise<void>) | null;
  /** Lets the search model learn from what has come in. */
  readonly adapt: (() => Promise<void>) | null;
  /** Asks Jira who may see what. */
  readonly access: (() => Promise<void>) | null;
}

/**
 * Has each work done as often as its setting says, from now on and after each start.
 *
 * @throws CasebookError `job-invalid` naming the expression.
 */
export async function startSchedules(
  jobs: JobQueue,
  { JIRA_SYNC_SCHEDULE, JIRA_VERIFY_SCHEDULE, CASEBOOK_ADAPT_SCHEDULE, JIRA_ACCESS_SCHEDULE }: Config,
  { sync, verify, adapt, access }: ScheduledWork,
): Promise<void> {
  const plans = [
    // The next time comes soon; what fails is said where the run is shown.
    { name: 'sync', at: JIRA_SYNC_SCHEDULE, work: sync, attempts: 1, backOffMs: MINUTE_MS },
    // A sync or an import may be under way, and Jira may be away.
    { name: 'sync-verify', at: JIRA_VERIFY_SCHEDULE, work: verify, attempts: 5, backOffMs: 5 * MINUTE_MS },
    // An erasure may be under way.
    { name: 'adapt', at: CASEBOOK_ADAPT_SCHEDULE, work: adapt, attempts: 3, backOffMs: 30 * MINUTE_MS },
    // The next time comes soon; what fails is said where it was tried.
    { name: 'access-refresh', at: JIRA_ACCESS_SCHEDULE, work: access, attempts: 1, backOffMs: MINUTE_MS },
  ];
  for (const { at, work, ...rest } of plans)
    await repeat(jobs, { ...rest, work: at === 'never' ? null : work, cron: at });
}
