import { type MachineHere, machineHere } from '../machine.ts';

export interface Machine extends MachineHere {
  /** Of one thread, reading and writing together, as measured here. */
  readonly memory_bandwidth_gb_per_s: number;
}

/** Far larger than the caches. */
const COPIED = 512 * 1024 * 1024;
const REPEATS = 15;

/** What the figures were taken on. Memory is measured by copies of half a gigabyte, the fastest of some. */
export function measureMachine(): Machine {
  const from = new Uint8Array(COPIED).fill(1);
  const to = new Uint8Array(COPIED);
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i += 1) {
    const started = performance.now();
    to.set(from);
    fastest = Math.min(fastest, performance.now() - started);
  }
  return { ...machineHere(), memory_bandwidth_gb_per_s: (2 * COPIED) / fastest / 1e6 };
}
