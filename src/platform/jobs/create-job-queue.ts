import type { Database } from '../database/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { type Clock, systemClock } from './clock.ts';
import type { EnqueueOptions, JobQueue } from './job-queue.ts';
import type { JobStore } from './job-store.ts';
import { payloadJson, rulesOf } from './queue-rules.ts';
import { createSchedules } from './schedules.ts';
import { createWorker, type Worker } from './worker.ts';

export interface JobQueueOptions {
  readonly database: Database;
  readonly store: JobStore;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** How often due jobs and schedules are looked for; what this process puts in itself is seen at once. */
const LOOK_MS = 1000;
const FORGET_EVERY_MS = 3_600_000;
const KEEP_ENDED_MS = 7 * 24 * 3_600_000;
const GRACE_MS = 10_000;
/** For handlers to end after they were told. */
const LAST_WORDS_MS = 5000;

/** The job queue over a store. It owns the store from now on: stopping closes it. */
export function createJobQueue({ database, store, log, clock = systemClock }: JobQueueOptions): JobQueue {
  const workers = new Map<string, Worker>();
  const schedules = createSchedules(database, store, clock);
  const timers: (() => void)[] = [];
  let started = false;
  let looking: Promise<void> = Promise.resolve();

  /** One look at a time, and none that fails ends the next. */
  function inTurn(what: string, work: () => Promise<void>): Promise<void> {
    looking = looking
      .then(work)
      .catch((error) => log.error({ err: error }, `${what} failed; it is tried again`));
    return looking;
  }

  async function look(): Promise<void> {
    await inTurn('looking for due schedules', () => schedules.fire());
    for (const worker of workers.values()) worker.wake();
  }

  const wake = (queue: string) => started && workers.get(queue)?.wake();

  async function settled(): Promise<void> {
    await looking;
    await Promise.all([...workers.values()].map((worker) => worker.settled()));
  }

  return {
    async enqueue(queue, payload, { key, priority = 0, runAt = clock.now(), within }: EnqueueOptions = {}) {
      const job = { rules: rulesOf(queue), payloadJson: payloadJson(queue, payload) };
      const id = await store.add({ ...job, key: key ?? null, priority, runAt }, within);
      wake(queue.name);
      return id;
    },
    wake(queue) {
      wake(queue.name);
    },
    handle(queue, handler) {
      if (workers.has(queue.name)) throw new Error(`queue ${queue.name} has a handler already`);
      workers.set(queue.name, createWorker({ store, clock, log, queue, rules: rulesOf(queue), handler }));
      wake(queue.name);
    },
    schedule: (schedule) => schedules.set(schedule),
    unschedule: (name) => schedules.remove(name),
    find: (id) => store.find(id),
    list: (filter) => store.list(filter),
    async cancel(id) {
      const cancelled = await store.cancel(id);
      if (cancelled) for (const worker of workers.values()) worker.abort('The job was cancelled.', id);
      return cancelled;
    },
    async retry(id) {
      const again = await store.retry(id);
      if (again && started) for (const worker of workers.values()) worker.wake();
      return again;
    },
    discard: (id) => store.discard(id),
    counts: () => store.counts(),
    start() {
      started = true;
      timers.push(clock.every(LOOK_MS, look));
      timers.push(
        clock.every(FORGET_EVERY_MS, () =>
          inTurn('forgetting ended jobs', () => store.forget(clock.now() - KEEP_ENDED_MS)),
        ),
      );
      void look();
    },
    settled,
    async stop(graceMs = GRACE_MS) {
      started = false;
      for (const stopTimer of timers.splice(0)) stopTimer();
      for (const worker of workers.values()) worker.close();
      const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<void>();
      const patience = [
        setTimeout(() => {
          for (const worker of workers.values()) worker.abort('Casebook stops.');
        }, graceMs),
        // A handler that does not listen keeps its lease until that runs out; it cannot keep the process.
        setTimeout(giveUp, graceMs + LAST_WORDS_MS),
      ];
      await Promise.race([settled(), gaveUp]);
      for (const timer of patience) clearTimeout(timer);
      await store.close();
    },
  };
}
