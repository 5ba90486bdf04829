import { CasebookError } from '../domain/index.ts';
import type { JobQueue } from '../platform/jobs/index.ts';
import type { DeadJobs } from '../server/index.ts';

/** What is to become of jobs whose last attempt failed, as a person decides. */
export function createDeadJobs(jobs: Pick<JobQueue, 'list' | 'find' | 'retry' | 'discard'>): DeadJobs {
  return {
    list: (limit) => jobs.list({ state: 'dead', limit }),
    async retry(id) {
      if (await jobs.retry(id)) return;
      const job = await jobs.find(id);
      if (job === null || job.state === 'cancelled') throw new CasebookError('job-not-found', id);
      // Else somebody was quicker, or asks again: what is asked for is the case.
      if (job.state === 'dead')
        throw new CasebookError('job-underway', `Another job of ${job.queue} does what job ${id} was to do.`);
    },
    async discard(id) {
      if (!(await jobs.discard(id))) throw new CasebookError('job-not-found', id);
    },
  };
}
