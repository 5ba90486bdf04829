import { compareWithNearest } from '../src/knowledge/similar/compare.ts';
import { shippedCalibration } from '../src/knowledge/similar/shipped.ts';
import { propose } from '../src/knowledge/similar/similar.ts';
import type { LinkedHead } from '../src/knowledge/tickets.ts';
import type { EvaluatedQuery } from './collection.ts';
import type { ProductIndex } from './product.ts';

/** Keys, best first, for a query; without the query itself. */
export type Ranker = (query: EvaluatedQuery) => Promise<readonly string[]>;

/** The product's ways to rank, over one index. */
export function productMethods(index: ProductIndex, depth: number) {
  const by =
    (signals: { words: boolean; meaning: boolean }): Ranker =>
    async (query) => {
      // One more, for the query itself.
      const hits = await index.search(query, signals, depth + 1);
      return hits.map(({ ticketId }) => ticketId).filter((key) => key !== query.key);
    };

  /** For a ticket as the query: what is most probably a duplicate of it first, as on its page. */
  const similar: Ranker = async ({ key }) => {
    if (key === null) return [];
    const asker = { kind: 'operator' } as const;
    const ticket = (await index.comparing.heads(asker, [key])).get(key) as LinkedHead;
    const nearest = await compareWithNearest(index.comparing, { asker, ticket });
    return nearest
      .map((each) => ({ key: each.ticket.key, ...propose(ticket, each, shippedCalibration) }))
      .sort((a, b) => b.probability - a.probability)
      .map((each) => each.key);
  };
  return {
    bm25: by({ words: true, meaning: false }),
    vector: by({ words: false, meaning: true }),
    hybrid: by({ words: true, meaning: true }),
    similar,
  };
}
