import { type DataFolder, groupsOf, QUERY_KINDS, queriesOf, rowOf } from './data-folder.ts';
import { bytesIn } from './disk.ts';
import { type BytesByPart, type Engine, type Ids, type Mode, type Query, searchOf } from './engine.ts';
import { nodeEngines } from './engines.ts';
import { measureUnderUpdates } from './updates.ts';

/** What the worker is to do: build an engine's store, or open it and search in it. */
export interface Job {
  readonly engine: string;
  readonly phase: 'build' | 'search';
  readonly data: DataFolder;
  readonly store: string;
  readonly packages: string;
  readonly modes: readonly Mode[];
  /** Queries before the measured ones. */
  readonly warmUp: number;
  /** A mode ends when this time is up, however many queries are left. */
  readonly modeSeconds: number;
  /** Updates per second beside the last measurement. */
  readonly updatesPerSecond: number;
}

/** What a worker tells, a line each, in the order of its work. */
export type Report =
  | { readonly kind: 'prepared'; readonly diskBytes: number }
  | { readonly kind: 'built'; readonly seconds: number; readonly describe: string }
  | { readonly kind: 'opened'; readonly seconds: number }
  | {
      readonly kind: 'mode';
      readonly mode: Mode;
      /** Milliseconds of each query. */
      readonly times: readonly number[];
      readonly ids: readonly Ids[];
    }
  | { readonly kind: 'memory'; readonly bytes: number }
  | ({ readonly kind: 'parts' } & BytesByPart)
  | {
      readonly kind: 'updates';
      readonly mode: Mode;
      readonly times: readonly number[];
      /** Updates that were done in each second. */
      readonly perSecond: number;
    };

const report = (what: Report) => console.log(`REPORT ${JSON.stringify(what)}`);
const secondsSince = (started: number) => (performance.now() - started) / 1000;

const job: Job = JSON.parse(process.argv[2]!);
const open = nodeEngines[job.engine];
if (!open) throw new Error(`No engine is called ${job.engine}`);
const setting = { store: job.store, packages: job.packages, dimensions: job.data.dimensions };
if (job.phase === 'build') await build(await open(setting));
else await search();

async function build(engine: Engine): Promise<void> {
  await engine.prepare?.(job.data);
  report({ kind: 'prepared', diskBytes: engine.prepare ? await bytesIn(job.store) : 0 });
  const started = performance.now();
  await engine.build(job.data);
  report({ kind: 'built', seconds: secondsSince(started), describe: engine.describe });
  await engine.close();
}

async function search(): Promise<void> {
  const [words, tickets] = await Promise.all(QUERY_KINDS.map((kind) => queriesOf(job.data, kind)));
  const queriesFor = (mode: Mode) => (mode.endsWith('-ticket') ? tickets! : words!);
  collect();
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const engine = await open!(setting);
  await engine.open();
  report({ kind: 'opened', seconds: secondsSince(started) });
  for (const mode of job.modes) {
    const ask = searchOf(engine, mode);
    if (ask) report({ kind: 'mode', mode, ...(await measure(ask, queriesFor(mode))) });
  }
  collect();
  report({ kind: 'memory', bytes: process.memoryUsage.rss() - before + (engine.serverMemory?.() ?? 0) });
  if (engine.bytes) report({ kind: 'parts', ...(await engine.bytes()) });
  if (engine.update) {
    const mode = 'hybrid';
    const updates = await firstDocuments();
    const measured = await measureUnderUpdates(engine, searchOf(engine, mode)!, {
      queries: queriesFor(mode),
      updates,
      updatesPerSecond: job.updatesPerSecond,
      seconds: job.modeSeconds,
    });
    report({ kind: 'updates', mode, ...measured });
  }
  await engine.close();
}

/** One query after the other by one client. */
async function measure(ask: (query: Query) => Promise<Ids>, queries: readonly Query[]) {
  const warming = performance.now();
  for (const query of queries.slice(0, job.warmUp)) {
    await ask(query);
    if (secondsSince(warming) > job.modeSeconds / 4) break;
  }
  const times: number[] = [];
  const ids: Ids[] = [];
  const started = performance.now();
  for (const query of queries) {
    const before = performance.now();
    const found = await ask(query);
    times.push(performance.now() - before);
    ids.push(found);
    if (secondsSince(started) > job.modeSeconds) break;
  }
  return { times, ids };
}

/** Contents for updates: as many as there are at hand, in reverse, so that each comes to another document. */
async function firstDocuments() {
  for await (const { documents, vectors } of groupsOf(job.data, 5000))
    return documents.map(({ id }, position) => {
      const other = documents.length - 1 - position;
      return { id, text: documents[other]!.text, vector: rowOf(vectors, other, job.data.dimensions) };
    });
  return [];
}

function collect(): void {
  globalThis.gc?.();
}
