import type { Ranker } from '../methods.ts';

/** Cormack, Clarke & Büttcher 2009. */
const K = 60;

/** Reciprocal rank fusion, all lists weighing the same. */
export function rankFusion(...rankers: readonly Ranker[]): Ranker {
  return async (query) => {
    const scores = new Map<string, number>();
    for (const ranker of rankers)
      for (const [rank, key] of (await ranker(query)).entries())
        scores.set(key, (scores.get(key) ?? 0) + 1 / (K + rank + 1));
    return [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  };
}
