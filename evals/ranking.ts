/** How well rankings find what is relevant, averaged over queries: recall within the first k, reciprocal rank within 10. */
export interface RankingQuality {
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
  readonly r20: number;
  readonly mrr10: number;
}

export interface Ranking {
  /** Keys, best first, without the query itself. */
  readonly ranked: readonly string[];
  readonly relevant: ReadonlySet<string>;
}

/** Recall@k is the share of the relevant ones within the first k; MRR@10 the mean of 1 / rank of the first one. */
export function qualityOf(rankings: readonly Ranking[]): RankingQuality {
  const mean = (value: (ranking: Ranking) => number) =>
    rankings.reduce((sum, ranking) => sum + value(ranking), 0) / Math.max(1, rankings.length);
  const recall = (k: number) =>
    mean(
      ({ ranked, relevant }) => ranked.slice(0, k).filter((key) => relevant.has(key)).length / relevant.size,
    );
  return {
    r1: recall(1),
    r5: recall(5),
    r10: recall(10),
    r20: recall(20),
    mrr10: mean(({ ranked, relevant }) => {
      const rank = ranked.slice(0, 10).findIndex((key) => relevant.has(key));
      return rank < 0 ? 0 : 1 / (rank + 1);
    }),
  };
}
