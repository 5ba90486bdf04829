import { similarityScore } from '../src/knowledge/similar/score.ts';
import type { Collection, EvaluatedQuery } from './collection.ts';
import type { ProductIndex } from './product.ts';

/** Keys, best first, for a query; without the query itself. */
export type Ranker = (query: EvaluatedQuery) => Promise<readonly string[]>;

/** How deep a list is searched before it is ranked anew or merged with another. */
const POOL = 500;

/** The product's ways to rank, over one index. */
export function productMethods(index: ProductIndex, { documents }: Collection, depth: number) {
  const by =
    (signals: { words: boolean; meaning: boolean }): Ranker =>
    async (query) => {
      // One more, for the query itself.
      const hits = await index.search(query, signals, depth + 1);
      return hits.map(({ ticketId }) => ticketId).filter((key) => key !== query.key);
    };
  const created = new Map(documents.map((document) => [document.key, document.created]));
  const at = (key: string) => created.get(key) ?? 0;

  /** For a ticket as the query: the nearest by words and meaning, in the order of how alike they are. */
  const similar: Ranker = async (query) => {
    const hits = await index.search(query, { words: true, meaning: true }, POOL);
    return hits
      .filter(({ ticketId }) => ticketId !== query.key)
      .map(({ ticketId, score }) => ({
        ticketId,
        likeness: similarityScore(score, at(query.key ?? ''), at(ticketId)),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .map(({ ticketId }) => ticketId);
  };
  return {
    bm25: by({ words: true, meaning: false }),
    vector: by({ words: false, meaning: true }),
    hybrid: by({ words: true, meaning: true }),
    similar,
  };
}
