import type { Database } from '../../../platform/database/index.ts';
import { breathe, createTurns } from '../../../platform/turns/index.ts';
import { type CorpusStatistics, centreDocument, centreQuery } from '../../centring/centring.ts';
import { FITTED_ON, fitStatistics } from '../../centring/fit.ts';
import { readStatistics, writeStatistics } from '../../centring/store.ts';
import type { IndexCapabilities, SearchIndex } from '../search-index.ts';
import { createEngine, type Engine } from './engine.ts';
import { type ChunkStore, chunkStore } from './store.ts';

/** What searches go to: statistics and an engine that holds vectors centred by them go together. */
interface Loaded {
  readonly engine: Engine;
  readonly statistics: CorpusStatistics | null;
}

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
 *
 * The database holds vectors as the embedder gave them. Once there are enough tickets, what these have in common is
 * fitted and kept for good, and the memory is made anew from the database without it; searches go to the old one
 * meanwhile. A process that dies in between does the rest when it opens the index again.
 */
export async function openExactIndex(
  database: Database,
  generation: { id: number; dimensions: number },
): Promise<SearchIndex> {
  const store = chunkStore(database, generation);
  // What changes the index must not come in between while its memory is made anew.
  const inTurn = createTurns();
  const known = (await readStatistics(database, generation.id)) ?? (await fitted());
  let current = await load(store, generation.dimensions, known);
  let fitAt = FITTED_ON;

  /** Fits the statistics and keeps them; null where there are too few tickets with a meaning. */
  async function fitted(): Promise<CorpusStatistics | null> {
    const sample = await store.sample(FITTED_ON);
    const statistics = sample.length < FITTED_ON ? null : fitStatistics(sample);
    if (statistics) await writeStatistics(database, generation.id, statistics);
    return statistics;
  }

  async function fitOnceEnough(): Promise<void> {
    const { tickets } = current.engine.size();
    if (current.statistics || tickets < fitAt) return;
    // Where they have no meaning for now, trying with every ticket would be in vain.
    fitAt = 2 * tickets;
    const statistics = await fitted();
    if (statistics) current = await load(store, generation.dimensions, statistics);
  }

  return {
    capabilities: CAPABILITIES,
    dimensions: generation.dimensions,
    replace: (documents) =>
      inTurn(async () => {
        await store.replace(documents);
        const { engine, statistics } = current;
        for (const document of documents) engine.replace(centreDocument(document, statistics));
        await fitOnceEnough();
      }),
    remove: (ticketIds) =>
      inTurn(async () => {
        await store.remove(ticketIds);
        for (const ticketId of ticketIds) current.engine.remove(ticketId);
      }),
    chunksOf: (ticketId) => store.embeddedChunks(ticketId),
    async search(query) {
      const { engine, statistics } = current;
      const vectors = query.vectors && centreQuery(query.vectors, statistics);
      const { hits, ...list } = engine.search({ ...query, vectors });
      const passages = await store.chunks(hits.map(({ ticketId }) => ticketId));
      const read = hits.flatMap(({ chunkId, ...hit }) => {
        const passage = passages.get(chunkId);
        // Replaced between the ranking and the reading: its ticket comes back with the next query.
        return passage ? [{ ...hit, passage }] : [];
      });
      return { hits: read, ...list };
    },
    size: () => current.engine.size(),
  };
}

async function load(
  store: ChunkStore,
  dimensions: number,
  statistics: CorpusStatistics | null,
): Promise<Loaded> {
  const engine = createEngine(dimensions, statistics?.unrelated);
  for await (const page of store.pages()) {
    for (const document of page) engine.replace(centreDocument(document, statistics));
    await breathe();
  }
  return { engine, statistics };
}
