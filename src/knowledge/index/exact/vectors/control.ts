import { bufferOf, type Ground } from './ground.ts';
import type { Kernel } from './kernel.ts';
import { CONTROL, type Layout } from './layout.ts';

// Words of the memory's head by which the threads agree on who does what.

/** The number of the scan under way. */
export const SIGNAL = 0;
/** Pieces of work handed out so far: a piece is a segment, in all lanes. */
export const NEXT = 1;
/** Threads beside the caller's that may be at a piece. */
export const BUSY = 2;
export const SCAN_LANES = 3;
export const SCAN_SEGMENTS = 4;
export const CLOSING = 5;
/** How often a thread stopped being busy: what is waited on, because it never is again what it was. */
export const ENDS = 6;
const WORDS = 7;

export function controlOf(ground: Ground): Int32Array<SharedArrayBuffer> {
  return new Int32Array(bufferOf(ground), CONTROL, WORDS);
}

/** Pieces of the scan under way, as one thread does them. */
export interface Pieces {
  /** Does pieces that no thread has taken while there are any. */
  take(): void;
  /** Does the pieces that were taken, but not brought to an end by now. */
  takeOver(): void;
}

export function piecesOf(ground: Ground, layout: Layout, kernel: Kernel): Pieces {
  const control = controlOf(ground);
  const segments = () => Atomics.load(control, SCAN_SEGMENTS);
  const doneAt = (segment: number) => (layout.segment(segment) + layout.done) / 4;

  function fill(segment: number, done: Int32Array, scan: number): void {
    for (let lane = 0; lane < Atomics.load(control, SCAN_LANES); lane++) kernel.estimate(lane, segment);
    // A thread may learn late that the memory has grown: what it does not say is done is done again.
    if (doneAt(segment) < done.length) Atomics.store(done, doneAt(segment), scan);
  }

  return {
    take() {
      const done = new Int32Array(bufferOf(ground));
      const scan = Atomics.load(control, SIGNAL);
      for (;;) {
        const segment = Atomics.add(control, NEXT, 1);
        if (segment >= segments()) return;
        fill(segment, done, scan);
      }
    },
    takeOver() {
      const done = new Int32Array(bufferOf(ground));
      const scan = Atomics.load(control, SIGNAL);
      for (let segment = 0; segment < segments(); segment++)
        if (Atomics.load(done, doneAt(segment)) !== scan) fill(segment, done, scan);
    },
  };
}
