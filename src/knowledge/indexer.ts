import type { Indexing } from '../domain/index.ts';
import { type Database, transact } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { createTurns, type InTurn } from '../platform/turns/index.ts';
import { chunksOf, type ReadableTicket } from './chunk.ts';
import type { Embedder } from './embed/index.ts';
import type { EmbeddedChunk, IndexDocument, SearchIndex } from './index/search-index.ts';
import { ticketsToIndex } from './tickets.ts';

/** Brings the search index up to the tickets, in the background. */
export interface Indexer {
  /** Says that there may be work. */
  wake(): void;
  /** Resolves when there is no work left. */
  settled(): Promise<void>;
  /** Ends after the group in hand. */
  stop(): Promise<void>;
  /** Does what no indexing may come into. */
  inTurn: InTurn;
  /** Texts embedded since the start. */
  readonly embedded: number;
}

export interface IndexerOptions {
  readonly database: Database;
  readonly embedder: Embedder;
  readonly index: SearchIndex;
  readonly log: Logger;
}

/** Tickets indexed at a time: enough to share a flush of the disk, few enough to keep the process answering. */
const GROUP = 32;
const RETRY_MS = 1000;

export function createIndexer({ database, embedder, index, log }: IndexerOptions): Indexer {
  let embedded = 0;
  let running: Promise<void> | null = null;
  let woken = false;
  let stopping = false;
  const inTurn = createTurns();

  async function indexGroup(): Promise<number> {
    const work = await database
      .selectFrom('index_work')
      .selectAll()
      .orderBy('lake_seq')
      .limit(GROUP)
      .execute();
    if (work.length === 0) return 0;
    const tickets = await ticketsToIndex(
      database,
      work.map(({ ticket_id }) => ticket_id),
    );
    await index.replace(await Promise.all(tickets.map(toDocument)));
    await transact(database, async (tx) => {
      for (const { ticket_id, lake_seq } of work) {
        await tx
          .insertInto('index_documents')
          .values({ ticket_id, lake_seq })
          .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet({ lake_seq }))
          .execute();
        // A ticket that changed meanwhile has newer work under the same id: that stays.
        await tx
          .deleteFrom('index_work')
          .where('ticket_id', '=', ticket_id)
          .where('lake_seq', '=', lake_seq)
          .execute();
      }
    });
    return work.length;
  }

  async function toDocument(readable: ReadableTicket): Promise<IndexDocument> {
    const { ticket } = readable;
    const known = new Map((await index.chunksOf(ticket.id)).map((chunk) => [chunk.id, chunk]));
    const chunks = chunksOf(readable);
    const changed = chunks.filter(({ id, text }) => known.get(id)?.text !== text);
    const vectors = await embedder.embed(changed.map(({ text }) => text));
    embedded += changed.length;
    const fresh = new Map(changed.map(({ id }, position) => [id, vectors[position] as Float32Array]));
    return {
      ticketId: ticket.id,
      project: ticket.project.key,
      type: ticket.type,
      statusCategory: ticket.status.category,
      chunks: chunks.map((chunk) => ({
        ...chunk,
        vector: fresh.get(chunk.id) ?? (known.get(chunk.id) as EmbeddedChunk).vector,
      })),
    };
  }

  async function drain(): Promise<void> {
    while (woken && !stopping) {
      woken = false;
      try {
        while (!stopping && (await inTurn(indexGroup)) > 0) await new Promise(setImmediate);
      } catch (error) {
        log.error({ err: error }, 'indexing failed; it is tried again');
        woken = true;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  function wake(): void {
    woken = true;
    running ??= drain().finally(() => {
      running = null;
      if (woken && !stopping) wake();
    });
  }

  return {
    wake,
    inTurn,
    async settled() {
      while (running) await running;
    },
    async stop() {
      stopping = true;
      await running;
    },
    get embedded() {
      return embedded;
    },
  };
}

/** Asks for every ticket to be indexed anew whose stored chunks come from another embedder, or are missing. */
export async function requeueForeign(database: Database, embedderId: string): Promise<void> {
  await database
    .insertInto('index_work')
    .columns(['ticket_id', 'lake_seq'])
    .expression((from) =>
      from
        .selectFrom('tickets')
        .select(['tickets.id', 'tickets.lake_seq'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('chunks')
                .select('chunks.id')
                .whereRef('chunks.ticket_id', '=', 'tickets.id')
                .where('chunks.embedder', '=', embedderId),
            ),
          ),
        ),
    )
    .onConflict((conflict) => conflict.column('ticket_id').doNothing())
    .execute();
}

/** The second equation of "nothing is lost": live tickets = indexed + waiting, each side from its own rows. */
export async function indexing(database: Database): Promise<Indexing> {
  const live = await database
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const waiting = await database
    .selectFrom('index_work')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const indexed = await database
    .selectFrom('index_documents')
    .leftJoin('index_work', 'index_work.ticket_id', 'index_documents.ticket_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('index_work.ticket_id', 'is', null)
    .executeTakeFirstOrThrow();
  return { live: live.n, indexed: indexed.n, waiting: waiting.n };
}
