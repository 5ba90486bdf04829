import { z } from 'zod';
import { MODES } from '../../../bench/search/engine.ts';
import type { SearchBench } from '../../../bench/search/search.ts';
import type { Aim } from '../aims.ts';
import { figure, table, whole } from '../markdown.ts';
import { keptOf, type Measurement, measurement } from '../measurement.ts';

const schema = keptOf<SearchBench>()(
  z.object({
    machine: z.object({ memory_bandwidth_gb_per_s: z.number() }),
    results: z.array(
      z.object({
        engine: z.string(),
        mode: z.string(),
        n: z.number(),
        queries: z.number(),
        p5_ms: z.number(),
        p50_ms: z.number(),
        p99_ms: z.number(),
        recall: z.number().nullable(),
      }),
    ),
    engines: z.array(
      z.object({
        engine: z.string(),
        n: z.number(),
        build_docs_per_s: z.number().nullable(),
        open_s: z.number().nullable(),
        disk_bytes_per_ticket: z.number().nullable(),
        memory_bytes_per_ticket: z.number().nullable(),
        bytes_by_part: z
          .object({ memory: z.record(z.string(), z.number()), disk: z.record(z.string(), z.number()) })
          .nullable(),
        updates_per_s: z.number().nullable(),
      }),
    ),
    limits: z.array(
      z.object({
        mode: z.string(),
        n: z.number(),
        bytes: z.number(),
        limit_ms: z.number(),
        limit_int8_ms: z.number(),
        casebook_times: z.number().nullable(),
      }),
    ),
    comparisons: z.array(
      z.object({
        n: z.number(),
        mode: z.string(),
        against: z.string(),
        times_faster: z.number(),
        times_faster_p5: z.number(),
        casebook_p50_ms: z.number(),
        peer_p50_ms: z.number(),
        casebook_recall: z.number().nullable(),
        peer_recall: z.number().nullable(),
      }),
    ),
    skipped: z.array(z.object({ engine: z.string(), n: z.number() })),
  }),
);
type Search = z.infer<typeof schema>;

const AIMED_AT = 100_000;
/** Columns: what every engine is asked, and what ours alone is. */
const COLUMNS = [...MODES, 'hybrid-updates'];

const hybridTime: Aim<Search> = {
  what: '`hybrid`, 100,000 documents, p50',
  bound: { atMost: 1.5 },
  unit: 'ms',
  measured: ({ results }) =>
    results.find(({ engine, mode, n }) => engine === 'casebook' && mode === 'hybrid' && n === AIMED_AT)
      ?.p50_ms ?? null,
};

const hybridPeer: Aim<Search> = {
  what: '`hybrid`, 100,000 documents, beside the fastest exact peer that was measured, p50',
  bound: { atLeast: 5 },
  unit: 'times as fast',
  // The first of a mode is the fastest exact peer.
  measured: ({ comparisons }) =>
    comparisons.find(({ mode, n }) => mode === 'hybrid' && n === AIMED_AT)?.times_faster ?? null,
};

const FILTERS = ['filter5', 'filter0.1'].flatMap((mode) =>
  ['pgvector-exact', 'pgvector-hnsw'].map((peer) => [mode, peer] as const),
);
const beside = ({ comparisons }: Search, filter: string, peer: string) =>
  comparisons.find(({ mode, n, against }) => mode === filter && n === AIMED_AT && against === peer);

const filterTimes = FILTERS.map(
  ([mode, peer]): Aim<Search> => ({
    what: `\`${mode}\`, 100,000 documents, beside \`${peer}\`, p50`,
    bound: { atLeast: 5 },
    unit: 'times as fast',
    measured: (search) => beside(search, mode, peer)?.times_faster ?? null,
  }),
);
const filterRecall: Aim<Search> = {
  what: '`filter5`, 100,000 documents, recall that `pgvector-hnsw` does not have',
  bound: { above: 0 },
  measured: (search) => {
    const found = beside(search, 'filter5', 'pgvector-hnsw');
    const [ours, theirs] = [found?.casebook_recall ?? null, found?.peer_recall ?? null];
    return ours === null || theirs === null ? null : ours - theirs;
  },
};

/** Present figures at the size that the aims are of, beside the fastest exact peer. */
export const search = measurement<Search>({
  about: 'search in 100,000 documents beside faiss with bm25s',
  command: commandOf('--sizes', '100000', '--peers', 'faiss+bm25s', '--mode-seconds', '4'),
  minutes: 5,
  schema,
  aims: [hybridTime, hybridPeer],
  regions: { '': speedLines, limits: limitLines, bytes: bytesLines },
});

export const searchPeers = measurement<Search>({
  about: 'search in 10,000 and 100,000 documents beside all peers',
  command: commandOf('--sizes', '10000,100000', '--peers', 'all', '--mode-seconds', '4'),
  minutes: 60,
  long: true,
  schema,
  aims: [...filterTimes, filterRecall],
  regions: { '': speedLines },
});

export const searchCurve = measurement<Search>({
  about: 'search in 10,000, 100,000 and a million documents, ours alone',
  command: commandOf('--sizes', '10000,100000', '--large', '--peers', 'none', '--mode-seconds', '5'),
  minutes: 30,
  long: true,
  schema,
  aims: [],
  regions: { '': speedLines },
});

function commandOf(...args: string[]): Measurement<Search>['command'] {
  return ['bench', 'search', ...args, '--json'];
}

/** For each size: times by engine and mode, what engines need, and how many times as fast as peers ours is. */
function speedLines(bench: Search): string[] {
  const sizes = [...new Set(bench.engines.map(({ n }) => n))];
  return [
    'p50 of a query in milliseconds, p5 in brackets; where less than all is found, recall after it.',
    '',
    ...sizes.flatMap((n) => [
      `${whole(n)} documents:`,
      '',
      ...timesOf(bench, n),
      ...needsOf(bench, n),
      ...comparisonsOf(bench, n),
    ]),
    ...skippedOf(bench),
  ];
}

function timesOf({ results, engines }: Search, size: number): string[] {
  const rows = engines.flatMap(({ engine, n }) => {
    if (n !== size) return [];
    const cells = COLUMNS.map((wanted) => {
      const found = results.find((one) => one.engine === engine && one.n === n && one.mode === wanted);
      if (!found) return '';
      const { p50_ms, p5_ms, recall } = found;
      // 0.9995 and more would read as 1.000.
      const lost = recall !== null && recall < 0.9995 ? `, ${recall.toFixed(2)}` : '';
      return `${figure(p50_ms)} (${figure(p5_ms)})${lost}`;
    });
    return [[`\`${engine}\``, ...cells]];
  });
  return table(['engine', ...COLUMNS], rows);
}

function needsOf({ engines, results }: Search, size: number): string[] {
  const rows = engines
    .filter(({ n }) => n === size)
    .map((one) => {
      const updates = results.find(
        ({ engine, n, mode }) => engine === one.engine && n === size && mode === 'hybrid-updates',
      );
      return [
        `\`${one.engine}\``,
        figure(one.build_docs_per_s),
        figure(one.open_s),
        figure(one.disk_bytes_per_ticket),
        figure(one.memory_bytes_per_ticket),
        figure(one.updates_per_s),
        updates ? `${figure(updates.p99_ms)} (${updates.queries})` : '',
      ];
    });
  const head = ['documents/s built', 'open s', 'disk bytes/document', 'memory bytes/document', 'updates/s'];
  return table(['engine', ...head, 'p99 ms of `hybrid-updates` (queries)'], rows);
}

function comparisonsOf({ comparisons }: Search, size: number): string[] {
  const rows = comparisons
    .filter(({ n }) => n === size)
    .map(({ mode, against, times_faster, times_faster_p5 }) => [
      `\`${mode}\``,
      `\`${against}\``,
      figure(times_faster),
      figure(times_faster_p5),
    ]);
  return rows.length === 0 ? [] : table(['mode', 'beside', 'times as fast at p50', 'at p5'], rows);
}

function skippedOf({ skipped }: Search): string[] {
  if (skipped.length === 0) return [];
  return [`Left out: ${skipped.map(({ engine, n }) => `\`${engine}\` at ${whole(n)}`).join(', ')}.`, ''];
}

function limitLines({ machine, limits }: Search): string[] {
  const rows = limits.map(({ mode, n, bytes, limit_ms, limit_int8_ms, casebook_times }) => [
    whole(n),
    `\`${mode}\``,
    figure(bytes / 1e6),
    figure(limit_ms),
    figure(limit_int8_ms),
    figure(casebook_times),
  ]);
  const head = [
    'MB that it reads',
    'limit ms',
    'limit ms with a byte per dimension',
    'ours, times the limit',
  ];
  return [
    `The bandwidth of memory was ${figure(machine.memory_bandwidth_gb_per_s)} GB/s.`,
    '',
    ...table(['documents', 'mode', ...head], rows),
  ];
}

/** What our index calls its parts. */
const PARTS: Readonly<Record<string, string>> = {
  codes: 'vectors: bits',
  planes: 'vectors: two bytes a coordinate',
  scans: 'vectors: what scans need',
  vocabulary: 'words: vocabulary',
  entries: 'words: lists of texts',
  places: 'words: places in texts',
  slots: 'words: texts',
  numbering: 'numbers and ids',
  columns: 'fields',
};

function bytesLines({ engines }: Search): string[] {
  return engines.flatMap(({ engine, n, bytes_by_part: parts }) => {
    if (engine !== 'casebook' || !parts) return [];
    const rows = (['memory', 'disk'] as const).flatMap((where) =>
      Object.entries(parts[where]).map(([part, size]) => [where, PARTS[part] ?? part, whole(size / n)]),
    );
    return table(['', 'of what', `bytes/document of ${whole(n)}`], rows);
  });
}
