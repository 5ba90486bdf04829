import { type Asker, permits } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { chunksOf } from './chunk.ts';
import type { Chunk } from './index/search-index.ts';
import { ticketsToIndex } from './tickets.ts';

/**
 * What of the texts that an index holds the asker may read at this moment. An index lags behind: the access and the text
 * in its entry are those of the state that it was made from, and Jira may have restricted, changed or deleted the text
 * since. Every text that leaves the index passes here.
 */
export interface ReadableNow {
  /** Whether a piece of a ticket's text still stands there, and the asker may read it. */
  permits(ticketId: string, chunk: Pick<Chunk, 'id' | 'access'>): boolean;
  /** What a ticket has now of text that the asker may read; empty of a ticket that does not wait for the index. */
  waiting(ticketId: string): readonly Chunk[];
}

/** Asks the tables about some tickets. Only those that wait for the index are read and cut again. */
export async function readableNow(
  database: Database,
  asker: Asker,
  ticketIds: readonly string[],
): Promise<ReadableNow> {
  const cut = new Map<string, readonly Chunk[]>();
  const states = await statesOf(database, ticketIds);
  const waiting = [...states].flatMap(([id, isWaiting]) => (isWaiting ? [id] : []));
  for (const stored of waiting.length > 0 ? await ticketsToIndex(database, waiting) : []) {
    const chunks = chunksOf(stored).filter(({ access }) => permits(asker, access));
    cut.set(stored.ticket.id, chunks);
  }
  return {
    permits(ticketId, { id, access }) {
      if (!states.has(ticketId)) return false;
      const now = cut.get(ticketId);
      // An id tells the part of the ticket and the text: what changed has another one.
      return permits(asker, access) && (now === undefined || now.some((chunk) => chunk.id === id));
    },
    waiting: (ticketId) => cut.get(ticketId) ?? [],
  };
}

/** Whether tickets wait for the index, by id; of one that is gone, nothing. */
async function statesOf(database: Database, ticketIds: readonly string[]): Promise<Map<string, boolean>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('tickets')
    .leftJoin('index_work', 'index_work.ticket_id', 'tickets.id')
    .select(['tickets.id', 'index_work.ticket_id as waiting'])
    .where('tickets.id', 'in', ticketIds)
    .execute();
  return new Map(rows.map(({ id, waiting }) => [id, waiting !== null]));
}
