import { CasebookError } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { breathe } from '../platform/turns/index.ts';
import { chunksOf } from './chunk.ts';
import { type Embedder, isEmbedderAtFault } from './embed/index.ts';
import { isEngineAtFault } from './index/fault.ts';
import type { Chunk, EmbeddedChunk, IndexDocument, SearchIndex } from './index/search-index.ts';
import type { MaySend } from './restricted.ts';
import { fieldsOf, type StoredTicket, ticketsToIndex } from './tickets.ts';

/** Where tickets go: an index, and what makes vectors for it. */
export interface IndexTarget {
  readonly index: SearchIndex;
  /** Null where the embedder of the index is not there: texts then go in without a meaning. */
  readonly embedder: Embedder | null;
}

/** A target that tickets are put into. */
export interface FillTarget extends IndexTarget {
  /** Which text may go to the embedder, by what it demands of a reader. The rest goes in without a meaning. */
  readonly maySend: MaySend;
}

export interface IndexedTickets {
  /** How many texts had to be embedded. */
  readonly embedded: number;
  /** Tickets that could not be indexed for reasons of their own, and why. */
  readonly failed: ReadonlyMap<string, Error>;
}

/**
 * Puts tickets as they stand into an index. Texts that it holds already keep their vectors. Where one ticket spoils the
 * group, each is tried by itself, so that the others get in.
 *
 * @throws what is not a ticket's fault: an embedder or a database that cannot be reached; and the signal's reason.
 */
export async function indexTickets(
  database: Database,
  ids: readonly string[],
  target: FillTarget,
  signal?: AbortSignal,
): Promise<IndexedTickets> {
  try {
    const tickets = await ticketsToIndex(database, ids);
    return { embedded: await put(tickets, target, signal), failed: new Map() };
  } catch (error) {
    signal?.throwIfAborted();
    if (isEmbedderAtFault(error) || isEngineAtFault(error)) throw error;
    if (error instanceof CasebookError && error.entry.retry) throw error;
    const [only, ...others] = ids;
    if (only !== undefined && others.length === 0)
      return {
        embedded: 0,
        failed: new Map([[only, error instanceof Error ? error : new Error(String(error))]]),
      };
    let embedded = 0;
    const failed = new Map<string, Error>();
    for (const id of ids) {
      const alone = await indexTickets(database, [id], target, signal);
      embedded += alone.embedded;
      for (const [ticketId, reason] of alone.failed) failed.set(ticketId, reason);
    }
    return { embedded, failed };
  }
}

async function put(
  tickets: readonly StoredTicket[],
  { index, embedder, maySend }: FillTarget,
  signal: AbortSignal | undefined,
): Promise<number> {
  const cut = await Promise.all(tickets.map((each) => cutTicket(each, index)));
  const changed = cut.flatMap(({ stored, pieces }) =>
    pieces.filter(({ vector, chunk }) => !vector && maySend(chunk.access, stored.ticket.project.key)),
  );
  await breathe();
  const texts = changed.map(({ chunk }) => chunk.text);
  const vectors = embedder ? await embedder.embed(texts, signal ? { signal } : {}) : [];
  for (const [position, piece] of changed.entries()) piece.vector = vectors[position] ?? null;
  await breathe();
  await index.replace(cut.map((each) => documentFrom(each, index.dimensions, embedder !== null)));
  return vectors.length;
}

interface CutTicket {
  readonly stored: StoredTicket;
  readonly pieces: { readonly chunk: Chunk; vector: Float32Array | null }[];
}

/** The chunks of a ticket, with the vectors of those texts that the index knows. */
async function cutTicket(stored: StoredTicket, index: SearchIndex): Promise<CutTicket> {
  const known = new Map((await index.chunksOf(stored.ticket.id)).map((chunk) => [chunk.id, chunk]));
  const pieces = chunksOf(stored).map((chunk) => {
    const before = known.get(chunk.id);
    // A vector without a meaning may be one that could not be made at the time.
    const same = before?.text === chunk.text && before.vector.some((value) => value !== 0);
    return { chunk, vector: same ? before.vector : null };
  });
  return { stored, pieces };
}

function documentFrom(
  { stored: { ticket, seq }, pieces }: CutTicket,
  dimensions: number,
  whole: boolean,
): IndexDocument {
  return {
    ticketId: ticket.id,
    // Without its embedder the entry serves for now, and is made again by whoever has it.
    seq: whole ? seq : -seq,
    fields: fieldsOf(ticket),
    chunks: pieces.map(
      ({ chunk, vector }): EmbeddedChunk => ({ ...chunk, vector: vector ?? new Float32Array(dimensions) }),
    ),
  };
}
