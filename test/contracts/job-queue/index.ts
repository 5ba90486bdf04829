import type { JobQueueHarness } from './harness.ts';
import { schedulesContract } from './schedules.ts';
import { takingContract } from './taking.ts';
import { troubleContract } from './trouble.ts';

export type { JobQueueHarness };

/** What every job queue must do, whatever keeps its jobs. */
export function jobQueueContract(open: () => Promise<JobQueueHarness>): void {
  const opened = async () => {
    const harness = await open();
    return { ...harness, ...(await harness.process()) };
  };
  takingContract(opened);
  troubleContract(opened);
  schedulesContract(opened);
}
