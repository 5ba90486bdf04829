import type { Database } from '../../platform/database/index.ts';
import type { CorpusStatistics } from '../centring/centring.ts';
import { dueAt, FITTED_ON, fitStatistics } from '../centring/fit.ts';
import { readStatistics, writeStatistics } from '../centring/store.ts';
import type { ChunkStore } from './store.ts';

/**
 * Keeps what the texts of a generation have in common: it is fitted once there are enough tickets, and again when there
 * are many more. The database holds vectors as the embedder gave them; who searches has to make them anew from there.
 */
export interface Fitting {
  /** What is known when an index is opened; fitted now where there are enough tickets and nobody did it before. */
  atFirst(): Promise<CorpusStatistics | null>;
  /** Other statistics, once there are so many tickets that they are due; else null. */
  grown(tickets: number): Promise<CorpusStatistics | null>;
}

export function createFitting(
  database: Database,
  generation: number,
  store: Pick<ChunkStore, 'count' | 'sample'>,
): Fitting {
  let fitAt = dueAt(null);

  /** Fits the statistics and keeps them; null where there are too few tickets with a meaning. */
  async function fitted(tickets: number): Promise<CorpusStatistics | null> {
    const statistics = await fitStatistics(await store.sample(FITTED_ON), tickets);
    if (!statistics) return null;
    await writeStatistics(database, generation, statistics);
    // As whoever opens the index next will have them, to the last digit.
    return readStatistics(database, generation);
  }

  /** Of an index from before there were statistics, or of a process that died before it had fitted them. */
  async function fittedAtFirst(): Promise<CorpusStatistics | null> {
    const tickets = await store.count();
    return tickets < dueAt(null) ? null : fitted(tickets);
  }

  return {
    async atFirst() {
      const statistics = (await readStatistics(database, generation)) ?? (await fittedAtFirst());
      fitAt = dueAt(statistics);
      return statistics;
    },
    async grown(tickets) {
      if (tickets < fitAt) return null;
      const statistics = await fitted(tickets);
      // Where they have no meaning for now, trying with every ticket would be in vain.
      fitAt = statistics ? dueAt(statistics) : 2 * tickets;
      return statistics;
    },
  };
}
