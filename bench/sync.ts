import { join } from 'node:path';
import { type DemoJiraOptions, demoCredentials } from '../src/demo/index.ts';
import { createIntake, createSync, jiraClient, jiraSource, openFileLake } from '../src/ingest/index.ts';
import { openDatabase } from '../src/platform/database/index.ts';
import { createLog } from '../src/platform/telemetry/index.ts';
import { startJiraProcess } from './demo-jira.ts';
import { inFolder, timed } from './measure.ts';
import { type Memory, watchMemory } from './memory.ts';

/** A sync, from the first request to the last ticket stored, or read where that is said; nothing is indexed. */
export interface SyncResult {
  readonly tickets: number;
  readonly latency_ms: number;
  /** Requests a second that Jira lets through; null without a limit. */
  readonly limit_per_s: number | null;
  readonly concurrency: number;
  readonly cpu_s: number;
  readonly seconds: number;
  readonly tickets_per_s: number;
  readonly requests: {
    readonly answered: number;
    readonly refused: number;
    /** Site, lists of ids, issues by the hundred, and the comments of each ticket that has more than come with it. */
    readonly least: number;
  };
  /** What no client can be faster than: the least requests at the limit; null without one. */
  readonly bound_s: number | null;
  /** Measured time, times the bound. */
  readonly ratio: number | null;
  readonly memory: Memory;
}

const LATENCY_MS = 150;
const LIMIT = { perSecond: 10, burst: 10 };

const IDS_PER_PAGE = 5000;
const ISSUES_PER_FETCH = 100;

/**
 * Reading alone and a whole sync under a limit, a whole sync without one, and one of many tickets as fast as it goes, for
 * the memory. Reading alone tells what the limit costs from what storing costs on this machine.
 */
export async function benchSync(tickets: number, many: number): Promise<Record<string, SyncResult>> {
  const slow = { latencyMs: LATENCY_MS };
  return {
    read: await syncOnce(tickets, { ...slow, rateLimit: LIMIT }, read),
    limited: await syncOnce(tickets, { ...slow, rateLimit: LIMIT }),
    unlimited: await syncOnce(tickets, slow),
    ...(many > 0 ? { many: await syncOnce(many, {}) } : {}),
  };
}

async function syncOnce(
  count: number,
  options: Pick<DemoJiraOptions, 'latencyMs' | 'rateLimit'>,
  take = store,
): Promise<SyncResult> {
  const concurrency = 4;
  const jira = await startJiraProcess(count, options);
  const client = jiraClient({ baseUrl: jira.baseUrl, ...demoCredentials }, { concurrency });
  const source = jiraSource({ client, baseUrl: jira.baseUrl, jql: '', concurrency });
  const used = process.cpuUsage();
  try {
    const { seconds, memory } = await inFolder((folder) => take(folder, source, jira.tickets));
    const { user, system } = process.cpuUsage(used);
    const { answered, refused } = await jira.requests();
    const pages = Math.ceil(jira.tickets / IDS_PER_PAGE) + Math.ceil(jira.tickets / ISSUES_PER_FETCH);
    const least = 1 + pages + jira.threads;
    const limit = options.rateLimit?.perSecond ?? null;
    const bound = limit && least / limit;
    return {
      tickets: jira.tickets,
      latency_ms: options.latencyMs ?? 0,
      limit_per_s: limit,
      concurrency,
      cpu_s: (user + system) / 1e6,
      seconds,
      tickets_per_s: jira.tickets / seconds,
      requests: { answered, refused, least },
      bound_s: bound,
      ratio: bound && seconds / bound,
      memory,
    };
  } finally {
    await client.close();
    jira.end();
  }
}

/** The way of tickets from Jira to this process, and no further. */
async function read(_folder: string, source: ReturnType<typeof jiraSource>, tickets: number) {
  const memory = watchMemory();
  let count = 0;
  const seconds = await timed(async () => {
    for await (const { records } of (await source.changesSince(null)).batches) count += records.length;
  });
  if (count !== tickets) throw new Error(`${count} of ${tickets} tickets were read`);
  return { seconds, memory: memory.end() };
}

/** The way of tickets without the index, whose memory grows with them by design. */
async function store(folder: string, source: ReturnType<typeof jiraSource>, tickets: number) {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const lake = await openFileLake(join(folder, 'lake'), { acknowledged: null });
  cleanup.defer(() => lake.close());
  const log = createLog('error');
  const sync = createSync({ database, intake: createIntake(database, lake), log, onApplied: () => {} });
  const memory = watchMemory();
  const seconds = await timed(async () => {
    await sync.start(source);
    await sync.settled();
  });
  const run = await sync.latest();
  if (run?.applied !== tickets)
    throw new Error(`${run?.applied} of ${tickets} tickets came in: ${run?.error?.detail}`);
  return { seconds, memory: memory.end() };
}

export function printSync(results: Record<string, SyncResult>): void {
  const rows = Object.entries(results).map(([name, { requests, memory, ...rest }]) => [
    name,
    {
      tickets: rest.tickets,
      seconds: Number(rest.seconds.toFixed(1)),
      'CPU s': Number(rest.cpu_s.toFixed(1)),
      'tickets/s': Math.round(rest.tickets_per_s),
      requests: requests.answered,
      least: requests.least,
      refused: requests.refused,
      bound: rest.bound_s,
      ratio: rest.ratio && Number(rest.ratio.toFixed(3)),
      'heap MB': memory.windows.map(({ heap_mb }) => Math.round(heap_mb)).join(' '),
      'RSS MB': memory.windows.map(({ rss_mb }) => Math.round(rss_mb)).join(' '),
    },
  ]);
  console.table(Object.fromEntries(rows));
}
