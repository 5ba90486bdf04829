import { type CorpusStatistics, centreQuery } from '../src/knowledge/centring/centring.ts';
import type { Engine } from '../src/knowledge/index/exact/engine.ts';
import type { Chunk, EmbeddedChunk } from '../src/knowledge/index/search-index.ts';
import { WEIGHTS } from '../src/knowledge/index/weights.ts';
import type { Comparing } from '../src/knowledge/similar/compare.ts';
import type { LinkedHead } from '../src/knowledge/tickets.ts';

/** What is in an index, as it came from the embedder. */
export interface Indexed {
  readonly ticket: LinkedHead;
  readonly chunks: readonly EmbeddedChunk[];
}

/** Tickets of an index in memory, to be compared as the product does by somebody who may read all of them. */
export function comparingOf(
  engine: Engine,
  statistics: CorpusStatistics | null,
  dimensions: number,
  indexed: readonly Indexed[],
): Comparing {
  const byTicket = new Map(indexed.map((each) => [each.ticket.id, each]));
  const byChunk = new Map<string, Chunk>(
    indexed.flatMap(({ chunks }) => chunks.map((chunk) => [chunk.id, chunk])),
  );
  return {
    index: {
      dimensions,
      chunksOf: async (id) => byTicket.get(id)?.chunks ?? [],
      async search({ vectors, ...query }) {
        const centred = vectors && centreQuery(vectors, statistics);
        const { hits, ...found } = await engine.search({ ...query, vectors: centred });
        return {
          ...found,
          hits: hits.map(({ chunkId, ...hit }) => ({ ...hit, passage: byChunk.get(chunkId) as Chunk })),
        };
      },
    },
    signals: WEIGHTS,
    heads: async (_, ids) => new Map(ids.map((id) => [id, (byTicket.get(id) as Indexed).ticket])),
    readable: async () => ({ permits: () => true }),
  };
}
