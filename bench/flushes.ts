import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StatementSync } from 'node:sqlite';

/** How often SQLite has flushed a commit to the disk so far: after the first call, every commit of this process counts. */
export function countCommits(): () => number {
  let commits = 0;
  let within = false;
  for (const method of ['run', 'all'] as const) {
    const original = StatementSync.prototype[method] as (...parameters: unknown[]) => unknown;
    Object.assign(StatementSync.prototype, {
      [method](this: StatementSync, ...parameters: unknown[]) {
        const verb = this.sourceSQL.slice(0, 8).toLowerCase();
        if (verb.startsWith('begin')) within = true;
        else if (verb.startsWith('rollback')) within = false;
        else if (verb.startsWith('commit')) {
          within = false;
          commits += 1;
        } else if (!within && !verb.startsWith('select')) commits += 1;
        return original.apply(this, parameters);
      },
    });
  }
  return () => commits;
}

const TRIAL_MS = 1000;

/** Flushes that the disk of a folder does in a second, one after another, each after a write of 4 KB. */
export async function flushRate(folder: string): Promise<number> {
  const file = join(folder, 'flushes');
  const handle = await open(file, 'w');
  try {
    const block = Buffer.alloc(4096, 1);
    const started = performance.now();
    let flushes = 0;
    while (performance.now() - started < TRIAL_MS) {
      await handle.write(block, 0, block.length, flushes * block.length);
      await handle.datasync();
      flushes += 1;
    }
    return (flushes * 1000) / (performance.now() - started);
  } finally {
    await handle.close();
    await rm(file);
  }
}
