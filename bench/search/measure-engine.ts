import { mkdir, rm } from 'node:fs/promises';
import type { DataSet } from './data-set.ts';
import { bytesIn } from './disk.ts';
import { type BytesByPart, MODES, type Mode } from './engine.ts';
import { doJob } from './supervise.ts';
import { recallOf, type Truth } from './truth.ts';
import type { Job, Report } from './worker.ts';

const WARM_UP = 20;
const UPDATES_PER_SECOND = 500;

/** One engine's search in one mode over `n` documents. */
export interface ModeResult {
  readonly engine: string;
  readonly mode: Mode | 'hybrid-updates';
  readonly n: number;
  readonly queries: number;
  /** What a query takes that nothing else on the machine disturbs, or nearly. */
  readonly p5_ms: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** Of the 10 nearest by brute force; null where a mode has no one right answer. */
  readonly recall: number | null;
}

export interface EngineResult {
  readonly engine: string;
  readonly n: number;
  readonly describe: string;
  readonly build_docs_per_s: number | null;
  /** Until the stored index of a new process can be asked. */
  readonly open_s: number | null;
  readonly disk_bytes: number | null;
  /** Growth of the process from before it opened the index until all modes were measured. */
  readonly memory_bytes: number | null;
  readonly disk_bytes_per_ticket: number | null;
  readonly memory_bytes_per_ticket: number | null;
  /** What the bytes are for, as the engine tells; what was there before its index is in `disk` here. */
  readonly bytes_by_part: BytesByPart | null;
  /** That were done while `hybrid-updates` was measured; null where that is not measured. */
  readonly updates_per_s: number | null;
  /** Why something is missing; null where nothing is. */
  readonly failure: string | null;
}

export interface Measuring {
  readonly engine: string;
  readonly python: boolean;
  readonly data: DataSet;
  readonly truth: Truth;
  readonly packages: string;
  /** A folder for the engine's files; emptied before and after. */
  readonly store: string;
  /** Of each of the two processes. */
  readonly limitSeconds: number;
  readonly modeSeconds: number;
}

/** Builds an engine's index in one process, opens and asks it in a second one. */
export async function measureEngine(
  measuring: Measuring,
): Promise<{ engine: EngineResult; modes: ModeResult[] }> {
  const { engine, python, data, truth, packages, store, limitSeconds: seconds, modeSeconds } = measuring;
  const n = data.count;
  const job: Job = {
    engine,
    phase: 'build',
    data,
    store,
    packages,
    modes: MODES,
    warmUp: WARM_UP,
    modeSeconds,
    updatesPerSecond: UPDATES_PER_SECOND,
  };
  await rm(store, { recursive: true, force: true });
  await mkdir(store, { recursive: true });
  try {
    const build = await doJob(job, { python, seconds });
    const disk = build.failure
      ? null
      : (await bytesIn(store)) - (only(build.reports, 'prepared')?.diskBytes ?? 0);
    const search = build.failure
      ? { reports: [], failure: `build: ${build.failure}` }
      : await doJob({ ...job, phase: 'search' }, { python, seconds });
    const built = only(build.reports, 'built');
    const updates = only(search.reports, 'updates');
    const memory = only(search.reports, 'memory')?.bytes ?? null;
    const modes = search.reports
      .filter((report) => report.kind === 'mode')
      .map(({ mode, times, ids }) => ({
        engine,
        mode,
        n,
        ...percentiles(times),
        recall: recallOf(truth, mode, ids),
      }));
    const updated = updates && {
      engine,
      mode: 'hybrid-updates' as const,
      n,
      ...percentiles(updates.times),
      recall: null,
    };
    return {
      engine: {
        engine,
        n,
        describe: built?.describe ?? '',
        build_docs_per_s: built ? n / built.seconds : null,
        open_s: only(search.reports, 'opened')?.seconds ?? null,
        disk_bytes: disk,
        memory_bytes: memory,
        disk_bytes_per_ticket: disk && disk / n,
        memory_bytes_per_ticket: memory && memory / n,
        bytes_by_part: partsOf(search.reports),
        updates_per_s: updates?.perSecond ?? null,
        failure: search.failure,
      },
      modes: updated ? [...modes, updated] : modes,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}

function partsOf(reports: readonly Report[]): BytesByPart | null {
  const parts = only(reports, 'parts');
  return parts ? { memory: parts.memory, disk: parts.disk } : null;
}

function only<Kind extends Report['kind']>(
  reports: readonly Report[],
  kind: Kind,
): Extract<Report, { kind: Kind }> | undefined {
  return reports.find((report): report is Extract<Report, { kind: Kind }> => report.kind === kind);
}

function percentiles(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return { queries: times.length, p5_ms: at(0.05), p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
}
