export type { Job, JobContext, JobCount, JobQueue, Queue } from './job-queue.ts';
export { openJobQueue } from './open-job-queue.ts';
export { repeat } from './repeat.ts';
