import type { deadJobsAnswer, jobsAnswer, Wire } from '../api/index.ts';
import type { Job } from '../platform/jobs/index.ts';
import { iso } from './present.ts';
import type { Jobs } from './services.ts';

export function presentJobs({ work, queues }: Jobs): Wire<typeof jobsAnswer> {
  return {
    work: work.map(({ startedAt, finishedAt, ...each }) => ({
      ...each,
      startedAt: iso(startedAt),
      finishedAt: finishedAt === null ? null : iso(finishedAt),
    })),
    queues: queues.map((each) => ({ ...each })),
  };
}

/** Without what they were to do: ids of the installation's own that tell a person nothing. */
export function presentDeadJobs(jobs: readonly Job[]): Wire<typeof deadJobsAnswer> {
  return {
    jobs: jobs.map(({ id, queue, attempts, endedAt, errors }) => ({
      ...{ id, queue, attempts },
      diedAt: endedAt === null ? null : iso(endedAt),
      errors: errors.map(({ at, ...error }) => ({ ...error, at: iso(at) })),
    })),
  };
}
