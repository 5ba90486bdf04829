import type { Logger } from '../telemetry/index.ts';
import type { Clock } from './clock.ts';
import type { Handler, Queue } from './job-queue.ts';
import type { JobStore, QueueRules, TakenJob } from './job-store.ts';

/** Works on one queue in this process. */
export interface Worker {
  /** Says that there may be work. */
  wake(): void;
  /** Resolves when no handler runs and none is about to. */
  settled(): Promise<void>;
  /** Takes no more jobs. */
  close(): void;
  /** Tells the handler of one job, or of all, to end. */
  abort(reason: string, id?: string): void;
}

export interface WorkerOptions<P> {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly queue: Queue<P>;
  readonly rules: QueueRules;
  readonly handler: Handler<P>;
}

export function createWorker<P>({ store, clock, log, queue, rules, handler }: WorkerOptions<P>): Worker {
  const concurrency = queue.concurrency ?? 1;
  const running = new Map<string, { readonly controller: AbortController; readonly end: Promise<void> }>();
  let taking: Promise<void> | null = null;
  let woken = false;
  let closed = false;

  async function takeDue(): Promise<void> {
    while (woken && !closed) {
      woken = false;
      try {
        while (!closed && running.size < concurrency) {
          const taken = await store.take(rules, concurrency - running.size);
          for (const job of taken) begin(job);
          if (taken.length === 0) break;
        }
      } catch (error) {
        // The next look comes with the clock.
        log.error({ err: error, queue: rules.name }, 'jobs could not be taken');
      }
    }
  }

  function begin(job: TakenJob): void {
    const controller = new AbortController();
    const end = attempt(job, controller).finally(() => {
      running.delete(job.id);
      wake();
    });
    running.set(job.id, { controller, end });
  }

  async function attempt(job: TakenJob, controller: AbortController): Promise<void> {
    const stopRenewing = keepLease(job, controller);
    try {
      const payload = queue.payload.safeParse(job.payload);
      if (!payload.success) throw new Error(`The payload does not fit the queue: ${payload.error.message}`);
      await handler(payload.data, {
        id: job.id,
        attempt: job.attempt,
        signal: controller.signal,
        progress: (value) => store.saveProgress(job, JSON.stringify(value ?? null)),
      });
      await store.complete(job);
    } catch (error) {
      log.warn({ err: error, queue: job.queue, job: job.id, attempt: job.attempt }, 'a job failed');
      await store.fail(job, messageOf(error), rules).catch((cause) => {
        // Its lease runs out, and the job is taken again.
        log.error({ err: cause, job: job.id }, 'the end of a job could not be recorded');
      });
    } finally {
      stopRenewing();
    }
  }

  /** Renews three times a lease, so that one slow answer of the database does not cost it. */
  function keepLease(job: TakenJob, controller: AbortController): () => void {
    let heldUntil = clock.now() + rules.leaseMs;
    return clock.every(rules.leaseMs / 3, async () => {
      const now = clock.now();
      try {
        if (await store.renew(job, rules)) heldUntil = now + rules.leaseMs;
        else controller.abort(new Error('The job was cancelled, or its lease was lost.'));
      } catch (error) {
        log.warn({ err: error, job: job.id }, 'a lease could not be renewed');
        if (now > heldUntil) controller.abort(new Error('The lease ran out.'));
      }
    });
  }

  function wake(): void {
    woken = true;
    taking ??= takeDue().finally(() => {
      taking = null;
      if (woken && !closed) wake();
    });
  }

  return {
    wake,
    async settled() {
      while (taking || running.size > 0)
        await Promise.all([taking, ...[...running.values()].map(({ end }) => end)]);
    },
    close() {
      closed = true;
    },
    abort(reason, id) {
      for (const [job, { controller }] of running) {
        if (id === undefined || id === job) controller.abort(new Error(reason));
      }
    },
  };
}

/** Long enough to say what happened; a stack or an answer of a server is for the log. */
const MESSAGE_LENGTH = 2000;

/** As every store keeps it: PostgreSQL's `jsonb` takes neither U+0000 nor half a character. */
function messageOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, MESSAGE_LENGTH);
  return message.toWellFormed().replaceAll('\u0000', '\ufffd');
}
