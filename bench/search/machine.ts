import { availableParallelism, cpus, totalmem } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory_gb: number;
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
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1e9),
    memory_bandwidth_gb_per_s: (2 * COPIED) / fastest / 1e6,
  };
}
