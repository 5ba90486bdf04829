import { CasebookError } from '../domain/index.ts';
import type { Sync } from '../ingest/index.ts';
import type { Adaptations, Rebuilds } from '../knowledge/index.ts';
import type { JobQueue } from '../platform/jobs/index.ts';
import type { Jobs, Work, WorkKind } from '../server/index.ts';

/** Which schedules begin work of a kind by themselves: what is cancelled must not be tried again at once. */
const SCHEDULES: Readonly<Record<WorkKind, readonly string[]>> = {
  sync: ['sync', 'sync-verify'],
  rebuild: [],
  adapt: ['adapt'],
};

/** What runs in this process, of whatever kind, and the way to end it. */
export function createUnderway({
  sync,
  rebuilds,
  adaptations,
  jobs,
}: {
  readonly sync: Sync;
  readonly rebuilds: Rebuilds;
  readonly adaptations: Adaptations;
  readonly jobs: JobQueue;
}): { jobs(): Promise<Jobs>; cancel(kind: WorkKind): Promise<void> } {
  async function ofSync(): Promise<Work | null> {
    const run = await sync.latest();
    if (!run) return null;
    const { state, announced, announcedAll, startedAt, finishedAt, error } = run;
    return {
      ...{ kind: 'sync', state, step: null, startedAt, finishedAt, error },
      done: run.applied + run.duplicate + run.refused,
      total: announcedAll ? announced : null,
      cancellable: state === 'running',
    };
  }

  function ofRebuild(): Work | null {
    const rebuild = rebuilds.latest();
    if (!rebuild) return null;
    const { tickets: _, kind, ...facts } = rebuild;
    // A renewal is what the settings ask for: the next start would begin it again.
    return { ...facts, kind: 'rebuild', cancellable: facts.state === 'running' && kind !== 'renew' };
  }

  async function ofAdaptation(): Promise<Work | null> {
    const { adaptation } = await adaptations.status();
    if (!adaptation) return null;
    const { outcome: _, total, step, ...facts } = adaptation;
    return {
      ...{ ...facts, kind: 'adapt', step, total: total === 0 ? null : total },
      // Its model is chosen by then, and the index follows.
      cancellable: facts.state === 'running' && step !== 'index',
    };
  }

  async function all(): Promise<readonly Work[]> {
    return [await ofSync(), ofRebuild(), await ofAdaptation()].filter((work) => work !== null);
  }

  return {
    jobs: async () => ({ work: await all(), queues: await jobs.counts() }),
    async cancel(kind) {
      const work = (await all()).find((each) => each.kind === kind);
      if (!work?.cancellable)
        throw new CasebookError('nothing-to-cancel', `Nothing of the kind ${kind} is underway.`);
      for (const queue of SCHEDULES[kind]) {
        const [job] = await jobs.list({ queue, state: 'running', limit: 1 });
        if (job) await jobs.cancel(job.id);
      }
      // Not waited for: a source that Jira has asked to be patient ends in its own time.
      if (kind === 'sync') sync.interrupt();
      else if (kind === 'rebuild') void rebuilds.interrupt();
      else void adaptations.stop();
    },
  };
}
