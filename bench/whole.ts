import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createIntake, createSync, type jiraSource, type Lake, openFileLake } from '../src/ingest/index.ts';
import {
  createIndexer,
  indexing,
  loadStaticEmbedder,
  openExactIndex,
  openGenerations,
} from '../src/knowledge/index.ts';
import { openDatabase } from '../src/platform/database/index.ts';
import { createLog } from '../src/platform/telemetry/index.ts';
import { flushRate } from './flushes.ts';
import { timed } from './measure.ts';

export interface Load {
  /** Processor seconds that the process used, all its threads together. */
  readonly cpu_s: number;
  /** How late the event loop came to whatever else waited for it, in milliseconds. */
  readonly delay_ms: {
    readonly p50: number;
    readonly p99: number;
    readonly p999: number;
    readonly max: number;
  };
  /** Resident memory in megabytes: before, the most, and what was left after a collection. */
  readonly rss_mb: { readonly before: number; readonly peak: number; readonly settled: number };
  /** Flushes of the disk per second: of the lake and of commits together, and how many the disk can do by itself. */
  readonly flushes: { readonly per_s: number; readonly disk_per_s: number; readonly share: number };
}

/** A sync as the product does it, from the first request to the last ticket searchable and on disk. */
export async function syncWhole(
  folder: string,
  source: ReturnType<typeof jiraSource>,
  commits: () => number,
): Promise<{ seconds: number; indexed: number; load: Load }> {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const opened = await openFileLake(join(folder, 'lake'));
  cleanup.defer(() => opened.close());
  let appended = 0;
  const lake: Lake = Object.create(opened, {
    append: {
      value: (entries: Parameters<Lake['append']>[0]) => {
        appended += 1;
        return opened.append(entries);
      },
    },
  });
  const generations = await openGenerations({
    database,
    embedder: loadStaticEmbedder(),
    openIndex: openExactIndex,
  });
  const log = createLog('error');
  const indexer = createIndexer({ database, generations, log });
  const sync = createSync({ database, intake: createIntake(database, lake), log, onApplied: indexer.wake });
  const disk = await flushRate(folder);
  collect();
  const before = megabytes();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, megabytes());
  }, 50);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const committed = commits();
  const used = process.cpuUsage();
  delay.enable();
  const seconds = await timed(async () => {
    await sync.start(source);
    await sync.settled();
    await indexer.settled();
  });
  const { user, system } = process.cpuUsage(used);
  delay.disable();
  clearInterval(watch);
  const flushes = (appended + commits() - committed) / seconds;
  collect();
  const { indexed } = await indexing(database);
  const late = (percentile: number) => delay.percentile(percentile) / 1e6;
  return {
    seconds,
    indexed,
    load: {
      cpu_s: (user + system) / 1e6,
      delay_ms: { p50: late(50), p99: late(99), p999: late(99.9), max: delay.max / 1e6 },
      rss_mb: { before, peak, settled: megabytes() },
      flushes: { per_s: flushes, disk_per_s: disk, share: flushes / disk },
    },
  };
}

const megabytes = () => process.memoryUsage.rss() / 1e6;
/** Where Node was started with --expose-gc, as `npm run bench` does; its other flags are those of `bin/casebook`. */
const collect = () => globalThis.gc?.();
