import type { SearchBench } from './search.ts';

const TARGETS =
  'Aims at 100,000: hybrid in 1.5 ms at p50 and 5 times faster than the fastest exact peer; filters 5 times faster than pgvector, with better recall.';

/** Shows what was measured as tables. */
export function printSearch(bench: SearchBench): void {
  const { machine, data, results, engines, limits, comparisons, skipped } = bench;
  console.log(
    `${machine.processor}, ${machine.cores} cores, ${machine.memory_gb} GB; memory ${machine.memory_bandwidth_gb_per_s.toFixed(1)} GB/s by one thread.`,
  );
  console.log(data);
  console.table(
    results.map(({ p5_ms, p50_ms, p95_ms, p99_ms, recall, ...row }) => ({
      ...row,
      p5: round(p5_ms),
      p50: round(p50_ms),
      p95: round(p95_ms),
      p99: round(p99_ms),
      recall: recall === null ? '' : recall.toFixed(3),
    })),
  );
  console.table(
    engines.map((one) => ({
      engine: one.engine,
      n: one.n,
      'docs/s': rounded(one.build_docs_per_s),
      'open s': rounded(one.open_s),
      'disk MB': rounded(one.disk_bytes && one.disk_bytes / 1e6),
      'memory MB': rounded(one.memory_bytes && one.memory_bytes / 1e6),
      'disk B/ticket': rounded(one.disk_bytes_per_ticket),
      'memory B/ticket': rounded(one.memory_bytes_per_ticket),
      'updates/s': rounded(one.updates_per_s),
    })),
  );
  for (const { engine, n, bytes_by_part: parts } of engines) {
    if (!parts) continue;
    console.log(`${engine}, ${n}: bytes per ticket, by what they are for`);
    const rows = (where: 'memory' | 'disk') =>
      Object.entries(parts[where]).map(([part, size]) => ({ where, part, 'B/ticket': round(size / n) }));
    console.table([...rows('memory'), ...rows('disk')]);
  }
  for (const { engine, n, describe, failure } of engines)
    console.log(`${engine}, ${n}: ${describe}${failure ? ` — FAILED: ${failure}` : ''}`);
  for (const { engine, n, why } of skipped) console.log(`SKIPPED ${engine}, ${n}: ${why}`);
  console.log(
    'Bytes that a query reads, what that takes at the bandwidth of memory, and our p50 as a multiple of it:',
  );
  console.table(
    limits.map(({ mode, n, bytes, limit_ms, limit_int8_ms, casebook_times }) => ({
      mode,
      n,
      MB: round(bytes / 1e6),
      'limit ms': round(limit_ms),
      'with int8 ms': round(limit_int8_ms),
      'casebook is × limit': rounded(casebook_times),
    })),
  );
  console.log(TARGETS);
  for (const one of comparisons)
    console.log(
      `${one.mode}, ${one.n}: casebook ${round(one.casebook_p50_ms)} ms${recallText(one.casebook_recall)}, ` +
        `${one.against} ${round(one.peer_p50_ms)} ms${recallText(one.peer_recall)}: ${one.times_faster.toFixed(2)} times faster (${one.times_faster_p5.toFixed(2)} at p5)`,
    );
}

const recallText = (recall: number | null) => (recall === null ? '' : ` (recall ${recall.toFixed(3)})`);
const round = (value: number) => Number(value.toPrecision(3));
const rounded = (value: number | null) => (value === null ? '' : round(value));
