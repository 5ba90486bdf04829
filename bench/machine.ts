import { availableParallelism, cpus, totalmem } from 'node:os';

export interface MachineHere {
  readonly processor: string;
  readonly cores: number;
  readonly memory_gb: number;
}

/** What figures are taken on. */
export function machineHere(): MachineHere {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1e9),
  };
}
