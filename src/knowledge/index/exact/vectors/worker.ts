import { workerData } from 'node:worker_threads';
import { BUSY, CLOSING, controlOf, NEXT, SCAN_LANES, SCAN_SEGMENTS, SIGNAL } from './control.ts';
import { createKernel, type Ground } from './ground.ts';
import { layoutOf } from './layout.ts';

/** A thread of the pool: sleeps until a scan begins, takes pieces of it while there are any, and sleeps again. */
const { ground, dimensions } = workerData as { ground: Ground; dimensions: number };
const kernel = createKernel(ground, layoutOf(dimensions));
const control = controlOf(ground);

for (let seen = 0; ; ) {
  Atomics.wait(control, SIGNAL, seen);
  seen = Atomics.load(control, SIGNAL);
  if (Atomics.load(control, CLOSING) === 1) break;
  const lanes = Atomics.load(control, SCAN_LANES);
  const pieces = lanes * Atomics.load(control, SCAN_SEGMENTS);
  for (let piece = take(); piece < pieces; piece = take())
    kernel.estimate(piece % lanes, Math.floor(piece / lanes));
  if (Atomics.sub(control, BUSY, 1) === 1) Atomics.notify(control, BUSY);
}

function take(): number {
  return Atomics.add(control, NEXT, 1);
}
