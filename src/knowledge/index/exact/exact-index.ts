import type { Database } from '../../../platform/database/index.ts';
import { breathe } from '../../../platform/turns/index.ts';
import type { IndexCapabilities, SearchIndex } from '../search-index.ts';
import { createEngine } from './engine.ts';
import { chunkStore } from './store.ts';

const CAPABILITIES: IndexCapabilities = {
  phrases: true,
  prefixes: true,
  exclusion: true,
  typos: true,
  facets: true,
  sorting: true,
};

/**
 * Casebook's own index: exact search in memory, durable in the database. Opening reads what the generation holds;
 * nothing is embedded again, and whoever else needs the thread gets it in between.
 */
export async function openExactIndex(
  database: Database,
  generation: { id: number; dimensions: number },
): Promise<SearchIndex> {
  const store = chunkStore(database, generation);
  const engine = createEngine(generation.dimensions);
  for await (const page of store.pages()) {
    for (const document of page) engine.replace(document);
    await breathe();
  }
  return {
    capabilities: CAPABILITIES,
    dimensions: generation.dimensions,
    async replace(documents) {
      await store.replace(documents);
      for (const document of documents) engine.replace(document);
    },
    async remove(ticketIds) {
      await store.remove(ticketIds);
      for (const ticketId of ticketIds) engine.remove(ticketId);
    },
    chunksOf: (ticketId) => store.embeddedChunks(ticketId),
    async search(query) {
      const { hits, ...list } = engine.search(query);
      const passages = await store.chunks(hits.map(({ ticketId }) => ticketId));
      const read = hits.flatMap(({ ticketId, score, lexical, semantic, chunkId }) => {
        const passage = passages.get(chunkId);
        // Replaced between the ranking and the reading: its ticket comes back with the next query.
        return passage ? [{ ticketId, score, lexical, semantic, passage }] : [];
      });
      return { hits: read, ...list };
    },
    size: () => engine.size(),
  };
}
