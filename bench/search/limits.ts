import type { DataSet } from './data-set.ts';
import { MODES, type Mode } from './engine.ts';
import type { Machine } from './machine.ts';
import type { ModeResult } from './measure-engine.ts';

/** A slot number and a count. */
const POSTING_BYTES = 8;
const FLOAT_BYTES = 4;
const SHARE: Partial<Record<Mode, number>> = { filter5: 0.05, 'filter0.1': 0.001 };

export interface Limit {
  readonly mode: Mode;
  readonly n: number;
  /** That a search reads which looks at every vector it may and every posting of the query's words, once. */
  readonly bytes: number;
  /** What reading these takes at the measured bandwidth of memory. */
  readonly limit_ms: number;
  /** The same with vectors of a byte per dimension. */
  readonly limit_int8_ms: number;
  /** How many times `limit_ms` our p50 is; null where it was not measured. Below 1: it reads less than everything. */
  readonly casebook_times: number | null;
}

/** How far our own searches are from what memory allows. */
export function limitsOf(data: DataSet, machine: Machine, results: readonly ModeResult[]): Limit[] {
  const { count: n, dimensions, postingsPerQuery } = data;
  const milliseconds = (bytes: number) => bytes / machine.memory_bandwidth_gb_per_s / 1e6;
  return MODES.map((mode) => {
    const vectors = mode.startsWith('lexical') ? 0 : n * dimensions * (SHARE[mode] ?? 1);
    const hasWords = mode.startsWith('lexical') || mode.startsWith('hybrid');
    const postings = hasWords ? postingsPerQuery[mode.endsWith('-ticket') ? 'tickets' : 'words'] : 0;
    const bytes = vectors * FLOAT_BYTES + postings * POSTING_BYTES;
    const ours = results.find(
      (result) => result.engine === 'casebook' && result.mode === mode && result.n === n,
    );
    return {
      mode,
      n,
      bytes,
      limit_ms: milliseconds(bytes),
      limit_int8_ms: milliseconds(vectors + postings * POSTING_BYTES),
      casebook_times: ours ? ours.p50_ms / milliseconds(bytes) : null,
    };
  });
}
