import { type DataFolder, groupsOf, queriesOf, rowOf } from './data-folder.ts';
import { FILTER_OF, type FilterField, type Ids, K, type Mode } from './engine.ts';

/** Scores this near to the tenth best are as good as it: sums in another order end in other last digits. */
const TOLERANCE = 1e-5;
const KEPT = 3 * K;

/**
 * The true neighbours of each query of words, by the mode's filter: all that are as near as the tenth. What has nothing
 * in common with the query (a product of 0 or less) is none, however few others there are.
 */
export type Truth = ReadonlyMap<FilterField | undefined, readonly ReadonlySet<number>[]>;

/** Compares every query with every document. */
export async function nearestByForce(data: DataFolder): Promise<Truth> {
  const queries = await queriesOf(data, 'words');
  const fields = [undefined, 'five', 'rare'] as const;
  const best = new Map(fields.map((field) => [field, queries.map(() => createBest())]));
  for await (const { documents, vectors } of groupsOf(data, 1000)) {
    for (const [position, document] of documents.entries()) {
      const row = rowOf(vectors, position, data.dimensions);
      for (const [query, { vector }] of queries.entries()) {
        const score = product(row, vector);
        for (const field of fields)
          if (field === undefined || document[field]) best.get(field)![query]!.offer(document.id, score);
      }
    }
  }
  return new Map(
    [...best].map(([field, lists]) => [field, lists.map((list) => list.asNearAs(K, TOLERANCE))]),
  );
}

/** Share of what should have been found that was; null where there is no one right answer. */
export function recallOf(truth: Truth, mode: Mode, found: readonly Ids[]): number | null {
  const lists = mode === 'vector' || mode in FILTER_OF ? truth.get(FILTER_OF[mode]) : undefined;
  if (!lists) return null;
  const shares = found.flatMap((ids, query) => {
    const right = lists[query]!;
    return right.size === 0 ? [] : ids.filter((id) => right.has(id)).length / Math.min(K, right.size);
  });
  return shares.length === 0 ? null : shares.reduce((total, share) => total + share, 0) / shares.length;
}

function createBest() {
  const kept: { id: number; score: number }[] = [];
  let least = 0;
  return {
    offer(id: number, score: number): void {
      if (score <= least) return;
      kept.push({ id, score });
      kept.sort((a, b) => b.score - a.score);
      if (kept.length > KEPT) kept.pop();
      if (kept.length === KEPT) least = kept[KEPT - 1]!.score;
    },
    asNearAs(rank: number, tolerance: number): Set<number> {
      const enough = (kept[rank - 1]?.score ?? 0) - tolerance;
      return new Set(kept.filter(({ score }) => score >= enough).map(({ id }) => id));
    },
  };
}

/** The length is a multiple of four. */
function product(a: Float32Array, b: Float32Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < a.length; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  return s0 + s1 + s2 + s3;
}
