import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  BUSY,
  CLOSING,
  controlOf,
  ENDS,
  NEXT,
  type Pieces,
  SCAN_LANES,
  SCAN_SEGMENTS,
  SIGNAL,
} from './control.ts';
import type { Ground } from './ground.ts';

/** Threads that scan an arena's memory; while nothing is scanned they sleep and keep no process alive. */
export interface Pool {
  /** Waits for threads that are still at a piece of the last scan: what they read must not be written before. */
  idle(): Promise<void>;
  /** Has threads fill all lanes and segments named, while all are idle. Returns false where one has died: nothing is known then. */
  scan(lanes: number, segments: number): Promise<boolean>;
  /** The same at once: calls `beside`, and does in the caller's thread what up to `threads` others leave of the scan. */
  share(lanes: number, segments: number, threads: number, beside: () => void): void;
  close(): Promise<void>;
}

/** A few threads use up what memory can deliver. */
const MAX_THREADS = 8;
/** Looks at whether threads are done, some tens of microseconds long: longer than a piece takes where nothing interrupts. */
const LOOKS = 5000;
/** So many scans are done alone after a thread was interrupted: who shares the processors with others is not helped by waiting. */
const RESTS = 20;
const CODE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** @param own what the caller's thread can do itself. */
export function createPool(ground: Ground, dimensions: number, own: Pieces): Pool {
  const control = controlOf(ground);
  Atomics.store(control, SIGNAL, 0);
  Atomics.store(control, CLOSING, 0);
  const workers = Array.from(
    { length: Math.min(MAX_THREADS, availableParallelism()) },
    () => new Worker(CODE, { workerData: { ground, dimensions } }),
  );
  let dead = false;
  /** Scans still to be done alone. */
  let rests = 0;
  /** Ends the waiting under way, if any. */
  let giveUp = (): void => undefined;
  for (const worker of workers) {
    worker.unref();
    for (const end of ['error', 'exit'])
      worker.once(end, () => {
        dead = true;
        giveUp();
      });
  }

  /** Until no thread is busy and `isDone` says so too, which it does at the latest when the last one stops. */
  async function quiet(isDone: () => boolean): Promise<void> {
    const died = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    // A process that waits for a thread must not end for want of anything else to do.
    for (const worker of workers) worker.ref();
    for (;;) {
      const ends = Atomics.load(control, ENDS);
      if (dead || (Atomics.load(control, BUSY) === 0 && isDone())) break;
      const waiting = Atomics.waitAsync(control, ENDS, ends);
      if (waiting.async) await Promise.race([waiting.value, died]);
    }
    for (const worker of workers) worker.unref();
  }

  function begin(lanes: number, segments: number, threads: number): void {
    Atomics.store(control, SCAN_LANES, lanes);
    Atomics.store(control, SCAN_SEGMENTS, segments);
    Atomics.add(control, SIGNAL, 1);
    Atomics.store(control, NEXT, 0);
    Atomics.notify(control, SIGNAL, threads);
  }

  return {
    async idle() {
      if (Atomics.load(control, BUSY) > 0) await quiet(() => true);
    },
    async scan(lanes, segments) {
      if (dead) return false;
      begin(lanes, segments, workers.length);
      await quiet(() => Atomics.load(control, NEXT) >= segments);
      return !dead;
    },
    share(lanes, segments, threads, beside) {
      // One processor is the caller's.
      begin(lanes, segments, rests > 0 ? 0 : Math.min(threads, workers.length - 1));
      rests = Math.max(0, rests - 1);
      beside();
      own.take();
      for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, BUSY) === 0) return;
      // A thread that the system has interrupted may stay so for long.
      rests = RESTS;
      own.takeOver();
    },
    async close() {
      Atomics.store(control, CLOSING, 1);
      const exits = workers.map((worker) => worker.terminate());
      Atomics.add(control, SIGNAL, 1);
      Atomics.notify(control, SIGNAL);
      await Promise.all(exits);
    },
  };
}
