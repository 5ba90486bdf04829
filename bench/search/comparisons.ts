import { peers } from './engines.ts';
import type { ModeResult } from './measure-engine.ts';

/** Ours beside the fastest of some peers in one mode. */
export interface Comparison {
  readonly n: number;
  readonly mode: ModeResult['mode'];
  readonly against: string;
  /** The peer's p50 by ours: above 1, ours is faster. */
  readonly times_faster: number;
  /** The same of p5, which says more on a busy machine. */
  readonly times_faster_p5: number;
  readonly casebook_p50_ms: number;
  readonly peer_p50_ms: number;
  readonly casebook_recall: number | null;
  readonly peer_recall: number | null;
}

type Choice = readonly [mode: ModeResult['mode'], isMeant: (engine: string) => boolean];

const isExact = (engine: string) => peers[engine]?.exact === true;
/** By each pgvector alone: the one that scans and the one that has a graph lose different things. */
const PGVECTOR = ['pgvector-exact', 'pgvector-hnsw', 'pglite-exact', 'pglite-hnsw'];

const CHOICES: readonly Choice[] = [
  ['hybrid', isExact],
  ['hybrid-ticket', isExact],
  ['lexical', isExact],
  ['lexical-ticket', isExact],
  ['vector', isExact],
  ['filter5', isExact],
  ['filter0.1', isExact],
  ...PGVECTOR.flatMap((name): Choice[] => [
    ['filter5', (engine) => engine === name],
    ['filter0.1', (engine) => engine === name],
  ]),
];

/** For each mode, ours against the fastest exact peer; with filters, also against each pgvector. */
export function comparisonsOf(results: readonly ModeResult[], n: number): Comparison[] {
  const ofSize = results.filter((result) => result.n === n);
  return CHOICES.flatMap(([mode, isMeant]) => {
    const inMode = ofSize.filter((result) => result.mode === mode);
    const ours = inMode.find(({ engine }) => engine === 'casebook');
    const [peer] = inMode.filter(({ engine }) => isMeant(engine)).sort((a, b) => a.p50_ms - b.p50_ms);
    if (!ours || !peer) return [];
    return {
      n,
      mode,
      against: peer.engine,
      times_faster: peer.p50_ms / ours.p50_ms,
      times_faster_p5: peer.p5_ms / ours.p5_ms,
      casebook_p50_ms: ours.p50_ms,
      peer_p50_ms: peer.p50_ms,
      casebook_recall: ours.recall,
      peer_recall: peer.recall,
    };
  });
}
