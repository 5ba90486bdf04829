import { spreadOfMeans } from './bootstrap.ts';

/** What is measured of one ranking; each is averaged over queries. */
const MEASURES = {
  r1: recall(1),
  r5: recall(5),
  r10: recall(10),
  r20: recall(20),
  /** 1 / rank of the first relevant one within 10. */
  mrr10: ({ ranked, relevant }: Ranking) => {
    const rank = ranked.slice(0, 10).findIndex((key) => relevant.has(key));
    return rank < 0 ? 0 : 1 / (rank + 1);
  },
  /** Järvelin & Kekäläinen 2002, each relevant one worth the same. */
  ndcg10: ({ ranked, relevant }: Ranking) => {
    const gain = (rank: number) => 1 / Math.log2(rank + 2);
    const best = Array.from({ length: Math.min(10, relevant.size) }, (_, rank) => gain(rank));
    const found = ranked.slice(0, 10).map((key, rank) => (relevant.has(key) ? gain(rank) : 0));
    return sum(found) / sum(best);
  },
  /** Average precision; of those that the ranking does not hold, precision is 0. */
  map: ({ ranked, relevant }: Ranking) => {
    let [found, precisions] = [0, 0];
    for (const [rank, key] of ranked.entries()) {
      if (!relevant.has(key)) continue;
      found += 1;
      precisions += found / (rank + 1);
    }
    return precisions / relevant.size;
  },
};

export type Measure = keyof typeof MEASURES;

export interface Ranking {
  /** Keys, best first, without the query itself. */
  readonly ranked: readonly string[];
  readonly relevant: ReadonlySet<string>;
}

export type Quality<M extends Measure = Measure> = Record<M, number>;
/** Where 95 % of the means of resampled queries lie. */
export type Intervals<M extends Measure = Measure> = Record<M, readonly [low: number, high: number]>;

/** The values of one method, query by query. */
export type Scores<M extends Measure = Measure> = Record<M, readonly number[]>;

export function scoresOf<M extends Measure>(rankings: readonly Ranking[], measures: readonly M[]): Scores<M> {
  return each(measures, (measure) => rankings.map(MEASURES[measure]));
}

export function qualityOf<M extends Measure>(scores: Scores<M>): Quality<M> {
  return each(keysOf(scores), (measure) => sum(scores[measure]) / Math.max(1, scores[measure].length));
}

export function intervalsOf<M extends Measure>(scores: Scores<M>): Intervals<M> {
  return each(keysOf(scores), (measure) => spreadOfMeans(scores[measure]));
}

/** What one method has over another on the same queries. */
export function differenceOf<M extends Measure>(one: Scores<M>, other: Scores<M>): Scores<M> {
  return each(keysOf(one), (measure) =>
    one[measure].map((value, query) => value - (other[measure][query] as number)),
  );
}

/** The share of the relevant ones within the first k. */
function recall(k: number) {
  return ({ ranked, relevant }: Ranking) =>
    ranked.slice(0, k).filter((key) => relevant.has(key)).length / relevant.size;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const keysOf = <M extends string>(record: Record<M, unknown>) => Object.keys(record) as M[];

function each<M extends string, V>(names: readonly M[], value: (name: M) => V): Record<M, V> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<M, V>;
}
