import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import type { Collection } from './collection.ts';
import { productMethods, type Ranker } from './methods.ts';
import { loadMiniLm } from './peers/minilm.ts';
import { peersOf } from './peers/peers.ts';
import { indexOf } from './product.ts';
import {
  differenceOf,
  type Intervals,
  intervalsOf,
  type Measure,
  type Quality,
  qualityOf,
  type Scores,
  scoresOf,
} from './ranking.ts';

export interface EvaluationOptions {
  /** Whether others are measured beside the product. */
  readonly peers: boolean;
  /** Where MiniLM's weights and its runtime are; null leaves it out. */
  readonly miniLm: { readonly models: string; readonly runtime: string } | null;
}

export interface Evaluation<M extends Measure = Measure> {
  readonly queries: number;
  readonly tickets: number;
  readonly embedder: string;
  readonly methods: Record<string, Quality<M>>;
  readonly intervals: Record<string, Intervals<M>>;
  readonly peers: Record<string, Quality<M>>;
  /** What one method has over another on the same queries, with the interval of that difference. */
  readonly differences: Record<string, { readonly mean: Quality<M>; readonly interval: Intervals<M> }>;
}

/**
 * Ranks a collection by each of the product's methods and by its peers.
 *
 * @param depth how long lists are; recall at most at that depth can be measured.
 */
export async function evaluate<M extends Measure>(
  collection: Collection,
  methods: readonly ('bm25' | 'vector' | 'hybrid' | 'similar')[],
  measures: readonly M[],
  depth: number,
  { peers, miniLm }: EvaluationOptions,
): Promise<Evaluation<M>> {
  const embedder = loadStaticEmbedder();
  const index = await indexOf(collection.documents, embedder);
  const product = productMethods(index, depth);
  const deep = productMethods(index, Math.max(depth, 1000));
  const others = peers ? await peersOf(collection, deep, await miniLmFor(miniLm), depth) : {};

  const measured = async (rankers: Record<string, Ranker>) => {
    const all: Record<string, Scores<M>> = {};
    for (const [name, ranker] of Object.entries(rankers)) {
      const rankings = [];
      for (const query of collection.queries)
        rankings.push({ ranked: (await ranker(query)).slice(0, depth), relevant: query.relevant });
      all[name] = scoresOf(rankings, measures);
    }
    return all;
  };
  const own = await measured(Object.fromEntries(methods.map((name) => [name, product[name]])));
  const theirs = await measured(others);
  const all = { ...own, ...theirs };
  return {
    queries: collection.queries.length,
    tickets: collection.documents.length,
    embedder: embedder.id,
    methods: mapped(own, qualityOf),
    intervals: mapped(all, intervalsOf),
    peers: mapped(theirs, qualityOf),
    differences: differencesIn(all),
  };
}

/** MiniLM where it is there, and a loud word where it is not. */
export async function miniLmFor(place: EvaluationOptions['miniLm']) {
  const found = place && (await loadMiniLm(place.models, place.runtime));
  if (!found)
    console.error(
      place
        ? `!!! MiniLM IS LEFT OUT: its weights (${place.models}) or its runtime (${place.runtime}) are not there.`
        : '!!! MiniLM IS LEFT OUT, as asked for.',
    );
  return found;
}

/** Pairs worth looking at: what combining gains over its parts, and over what others combine. */
const PAIRS = [
  ['hybrid', 'bm25'],
  ['hybrid', 'vector'],
  ['similar', 'hybrid'],
  ['bm25', 'plain-bm25'],
  ['hybrid', 'plain-bm25'],
  ['hybrid', 'rrf'],
  ['vector', 'minilm'],
  ['hybrid', 'minilm'],
  ['hybrid', 'minilm-hybrid'],
] as const;

function differencesIn<M extends Measure>(all: Record<string, Scores<M>>): Evaluation<M>['differences'] {
  return Object.fromEntries(
    PAIRS.flatMap(([one, other]) => {
      const [a, b] = [all[one], all[other]];
      if (!a || !b) return [];
      const difference = differenceOf(a, b);
      return [[`${one} - ${other}`, { mean: qualityOf(difference), interval: intervalsOf(difference) }]];
    }),
  );
}

function mapped<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** Prints all figures as `mean [low, high]` of the 95 % interval. */
export function printEvaluation({ methods, peers, intervals, differences }: Evaluation): void {
  const row = (quality: Quality, interval: Intervals) =>
    Object.fromEntries(
      (Object.keys(quality) as Measure[]).map((measure) => {
        const [low, high] = interval[measure];
        return [measure, `${quality[measure].toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`];
      }),
    );
  const rows = Object.entries({ ...methods, ...peers });
  console.table(
    Object.fromEntries(rows.map(([name, quality]) => [name, row(quality, intervals[name] as Intervals)])),
  );
  console.log('Differences on the same queries:');
  console.table(
    Object.fromEntries(
      Object.entries(differences).map(([name, { mean, interval }]) => [name, row(mean, interval)]),
    ),
  );
}
