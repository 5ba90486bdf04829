import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { BUSY, CLOSING, controlOf, NEXT, SCAN_LANES, SCAN_SEGMENTS, SIGNAL } from './control.ts';
import type { Ground } from './ground.ts';

/** Worker threads that scan an arena's memory; while nothing is scanned they sleep and keep no process alive. */
export interface Pool {
  /** Fills all lanes and segments named; one scan at a time. Returns false where a thread has died: nothing is known then. */
  scan(lanes: number, segments: number): Promise<boolean>;
  close(): Promise<void>;
}

/** A few threads use up what memory can deliver. */
const MAX_THREADS = 8;
const CODE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

export function createPool(ground: Ground, dimensions: number): Pool {
  const control = controlOf(ground);
  Atomics.store(control, SIGNAL, 0);
  Atomics.store(control, CLOSING, 0);
  const workers = Array.from(
    { length: Math.min(MAX_THREADS, availableParallelism()) },
    () => new Worker(CODE, { workerData: { ground, dimensions } }),
  );
  let dead = false;
  /** Ends the scan under way, if any. */
  let giveUp = (): void => undefined;
  for (const worker of workers) {
    worker.unref();
    for (const end of ['error', 'exit'])
      worker.once(end, () => {
        dead = true;
        giveUp();
      });
  }

  function wake(): void {
    Atomics.add(control, SIGNAL, 1);
    Atomics.notify(control, SIGNAL);
  }

  async function done(): Promise<void> {
    const died = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    for (let busy = workers.length; busy > 0 && !dead; busy = Atomics.load(control, BUSY)) {
      const waiting = Atomics.waitAsync(control, BUSY, busy);
      if (waiting.async) await Promise.race([waiting.value, died]);
    }
  }

  return {
    async scan(lanes, segments) {
      if (dead) return false;
      Atomics.store(control, SCAN_LANES, lanes);
      Atomics.store(control, SCAN_SEGMENTS, segments);
      Atomics.store(control, NEXT, 0);
      Atomics.store(control, BUSY, workers.length);
      // A process that waits for a scan must not end for want of anything else to do.
      for (const worker of workers) worker.ref();
      wake();
      await done();
      for (const worker of workers) worker.unref();
      return !dead;
    },
    async close() {
      Atomics.store(control, CLOSING, 1);
      const exits = workers.map((worker) => worker.terminate());
      wake();
      await Promise.all(exits);
    },
  };
}
