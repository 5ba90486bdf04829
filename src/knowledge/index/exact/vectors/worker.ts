import { workerData } from 'node:worker_threads';
import { BUSY, CLOSING, controlOf, ENDS, piecesOf, SIGNAL } from './control.ts';
import { createKernel, type Ground } from './ground.ts';
import { layoutOf } from './layout.ts';

/** A thread of the pool: sleeps until a scan begins, takes pieces of it while there are any, and sleeps again. */
const { ground, dimensions } = workerData as { ground: Ground; dimensions: number };
const layout = layoutOf(dimensions);
const pieces = piecesOf(ground, layout, createKernel(ground, layout));
const control = controlOf(ground);

for (let seen = 0; ; ) {
  Atomics.wait(control, SIGNAL, seen);
  seen = Atomics.load(control, SIGNAL);
  if (Atomics.load(control, CLOSING) === 1) break;
  Atomics.add(control, BUSY, 1);
  pieces.take();
  Atomics.sub(control, BUSY, 1);
  Atomics.add(control, ENDS, 1);
  Atomics.notify(control, ENDS);
}
