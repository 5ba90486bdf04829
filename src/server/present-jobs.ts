import type { jobsAnswer, Wire } from '../api/index.ts';
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
