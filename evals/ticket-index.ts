import type { Access, Ticket } from '../src/domain/index.ts';
import { type CorpusStatistics, centreDocument, centreQuery } from '../src/knowledge/centring/centring.ts';
import { dueAt, FITTED_ON, fitStatistics } from '../src/knowledge/centring/fit.ts';
import { spread } from '../src/knowledge/centring/spread.ts';
import { chunksOf } from '../src/knowledge/chunk.ts';
import { NO_DETAIL_ACCESS } from '../src/knowledge/details.ts';
import { createEngine, type Engine } from '../src/knowledge/index/exact/engine.ts';
import type { Chunk, EmbeddedChunk } from '../src/knowledge/index/search-index.ts';
import { WEIGHTS } from '../src/knowledge/index/weights.ts';
import type { Comparing } from '../src/knowledge/similar/compare.ts';
import { fieldsOf } from '../src/knowledge/tickets.ts';

/** Tickets in the product's own engine, in memory. */
export interface TicketIndex {
  readonly engine: Engine;
  /** What vectors are centred by; null where there are too few tickets to say. */
  readonly statistics: CorpusStatistics | null;
  /** To compare them as the product does, by somebody who may read all of them. */
  readonly comparing: Comparing;
}

const ANYONE: Access = [['project:evaluation']];

/**
 * Cuts, embeds and centres tickets as the product does.
 *
 * @param tickets without comments and details: comments often name the duplicate's key.
 * @param embedChunks vectors for the pieces of a ticket.
 */
export async function indexTickets<T extends Ticket>(
  tickets: readonly T[],
  dimensions: number,
  embedChunks: (chunks: readonly Chunk[], ticket: T) => Promise<readonly Float32Array[]>,
): Promise<TicketIndex> {
  const indexed: { ticketId: string; fields: ReturnType<typeof fieldsOf>; chunks: EmbeddedChunk[] }[] = [];
  for (const ticket of tickets) {
    const parts = { access: ANYONE, commentAccess: new Map(), detailAccess: NO_DETAIL_ACCESS };
    const chunks = chunksOf({ ticket, ...parts });
    const vectors = await embedChunks(chunks, ticket);
    const embedded = chunks.map((chunk, place) => ({ ...chunk, vector: vectors[place] as Float32Array }));
    indexed.push({ ticketId: ticket.id, fields: fieldsOf(ticket), chunks: embedded });
  }
  const statistics =
    indexed.length < dueAt(null) ? null : await fitStatistics(spread(indexed, FITTED_ON), indexed.length);
  const engine = createEngine(dimensions, statistics?.unrelated);
  for (const document of indexed) engine.replace(centreDocument(document, statistics));

  const heads = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const chunksByTicket = new Map(indexed.map(({ ticketId, chunks }) => [ticketId, chunks]));
  const byId = new Map(indexed.flatMap(({ chunks }) => chunks.map((chunk) => [chunk.id, chunk] as const)));
  const index: Comparing['index'] = {
    dimensions,
    chunksOf: async (id) => chunksByTicket.get(id) ?? [],
    async search({ vectors, ...query }) {
      const centred = vectors && centreQuery(vectors, statistics);
      const { hits, ...found } = await engine.search({ ...query, vectors: centred });
      return {
        ...found,
        hits: hits.map(({ chunkId, ...hit }) => ({ ...hit, passage: byId.get(chunkId) as Chunk })),
      };
    },
  };
  const comparing: Comparing = {
    index,
    signals: WEIGHTS,
    heads: async (_, ids) => new Map(ids.map((id) => [id, heads.get(id) as T])),
    readable: async () => ({ permits: () => true }),
  };
  return { engine, statistics, comparing };
}
