import type { Database } from '../../../platform/database/index.ts';
import type { SearchIndex } from '../search-index.ts';
import { createEngine } from './engine.ts';
import { chunkStore } from './store.ts';

/**
 * Casebook's own index: exact search in memory, durable in the database. Opening reads the stored chunks back;
 * nothing is embedded again. Chunks of another embedder are left alone and not searched.
 */
export async function openExactIndex(
  database: Database,
  embedder: { id: string; dimensions: number },
): Promise<SearchIndex> {
  const store = chunkStore(database, embedder.id);
  const engine = createEngine(embedder.dimensions);
  for (const document of await store.load()) engine.replace(document);
  return {
    async replace(documents) {
      await store.replace(documents);
      for (const document of documents) engine.replace(document);
    },
    async remove(ticketIds) {
      await store.remove(ticketIds);
      for (const ticketId of ticketIds) engine.remove(ticketId);
    },
    chunksOf: (ticketId) => store.chunksOf(ticketId),
    async search(query) {
      const hits = engine.search(query);
      const passages = await store.byIds(hits.map(({ chunkId }) => chunkId));
      return hits.flatMap(({ ticketId, score, lexical, semantic, chunkId }) => {
        const passage = passages.get(chunkId);
        // Replaced between the ranking and the reading: its ticket comes back with the next query.
        return passage ? [{ ticketId, score, lexical, semantic, passage }] : [];
      });
    },
    size: () => engine.size(),
  };
}
