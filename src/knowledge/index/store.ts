import type { CompiledQuery, Transaction } from 'kysely';
import {
  type Database,
  type DatabaseKind,
  databaseKind,
  inGroups,
  insertInGroups,
  type Schema,
  transact,
} from '../../platform/database/index.ts';
import { breathe } from '../../platform/turns/index.ts';
import { spread } from '../centring/spread.ts';
import { INDEXED_COLUMNS, indexedFields } from '../tickets.ts';
import type { Chunk, EmbeddedChunk, IndexDocument } from './search-index.ts';

/**
 * Where an index keeps its chunks: the truth of every engine, which what it searches in can be made from again. One row
 * holds all of a ticket, so that a group of tickets is one statement.
 */
export interface ChunkStore {
  /** Everything, a page at a time. */
  pages(): AsyncIterable<readonly StoredDocument[]>;
  /** What there is of some tickets, a page at a time. */
  pagesOf(ticketIds: readonly string[]): AsyncIterable<readonly StoredDocument[]>;
  /** At most `count` tickets, evenly spread over all by their ids. */
  sample(count: number): Promise<{ chunks: EmbeddedChunk[] }[]>;
  /** How many tickets there are. */
  count(): Promise<number>;
  /** The number of the last change. */
  lastChange(): Promise<number>;
  /** Leaves out documents of tickets that are gone by now. */
  replace(documents: readonly IndexDocument[]): Promise<Replaced>;
  remove(ticketIds: readonly string[]): Promise<void>;
  embeddedChunks(ticketId: string): Promise<EmbeddedChunk[]>;
  /** The chunks of some tickets, in their order, by the tickets' ids. */
  chunks(ticketIds: readonly string[]): Promise<Map<string, readonly Chunk[]>>;
  /** Names the newest copy of the generation beside the database; null for none. */
  nameCopy(name: string | null): Promise<void>;
  /** The newest copy's name, so that none of another database or another time is taken for it. */
  copyName(): Promise<string | null>;
}

export interface Replaced {
  /** The number of this change: higher than that of any before. */
  readonly change: number;
  /** What was put in. */
  readonly kept: readonly IndexDocument[];
}

export type StoredDocument = Omit<IndexDocument, 'seq'>;

type ChunksQuery = CompiledQuery<{ ticket_id: string; chunks_json: string }>;

/** Rows in one statement: far below what either database takes, and soon done. */
const PAGE = 100;

export function chunkStore(
  database: Database,
  { id: generation, dimensions }: { id: number; dimensions: number },
): ChunkStore {
  const own = database.selectFrom('index_entries').where('generation', '=', generation);
  const whole = own
    .innerJoin('tickets', 'tickets.id', 'index_entries.ticket_id')
    .select(['ticket_id', 'chunks_json', 'vectors'])
    .select(INDEXED_COLUMNS);

  function documentsFrom(rows: Awaited<ReturnType<(typeof whole)['execute']>>): StoredDocument[] {
    return rows.map((row) => ({
      ticketId: row.ticket_id,
      fields: indexedFields(row),
      chunks: embeddedFrom(row.chunks_json, row.vectors, dimensions),
    }));
  }

  /** The statement for so many tickets: to make it takes longer than to read a page of hits. */
  const statements = new Map<number, ChunksQuery>();

  function chunksQuery(ticketIds: readonly string[]): ChunksQuery {
    const known =
      statements.get(ticketIds.length) ??
      own.select(['ticket_id', 'chunks_json']).where('ticket_id', 'in', ticketIds).compile();
    if (ticketIds.length <= PAGE) statements.set(ticketIds.length, known);
    return { ...known, parameters: [generation, ...ticketIds] };
  }

  return {
    async *pages() {
      for (let after = ''; ; ) {
        const rows = await whole.where('ticket_id', '>', after).orderBy('ticket_id').limit(PAGE).execute();
        yield documentsFrom(rows);
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) return;
        after = last.ticket_id;
      }
    },
    async *pagesOf(ticketIds) {
      for await (const group of inGroups(ticketIds, PAGE))
        yield documentsFrom(await whole.where('ticket_id', 'in', group).execute());
    },
    async sample(count) {
      const ids = await own.select('ticket_id').orderBy('ticket_id').execute();
      const chosen = spread(
        ids.map(({ ticket_id }) => ticket_id),
        count,
      );
      const sampled: { chunks: EmbeddedChunk[] }[] = [];
      for (let start = 0; start < chosen.length; start += PAGE) {
        const rows = await own
          .select(['chunks_json', 'vectors'])
          .where('ticket_id', 'in', chosen.slice(start, start + PAGE))
          .orderBy('ticket_id')
          .execute();
        for (const row of rows)
          sampled.push({ chunks: embeddedFrom(row.chunks_json, row.vectors, dimensions) });
        await breathe();
      }
      return sampled;
    },
    async count() {
      const { count } = await own
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async lastChange() {
      const { changes } = await database
        .selectFrom('index_generations')
        .select('changes')
        .where('id', '=', generation)
        .executeTakeFirstOrThrow();
      return changes;
    },
    async replace(documents) {
      return transact(database, async (tx) => {
        const there = await livingAmong(
          tx,
          documents.map(({ ticketId }) => ticketId),
          databaseKind(database),
        );
        const kept = documents.filter(({ ticketId }) => there.has(ticketId));
        const rows = kept.map(({ ticketId, seq, chunks }) => ({
          generation,
          ticket_id: ticketId,
          lake_seq: seq,
          chunks_json: jsonOf(chunks),
          vectors: bytesOf(chunks, dimensions),
        }));
        const { changes: change } = await tx
          .updateTable('index_generations')
          .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
          .where('id', '=', generation)
          .returning('changes')
          .executeTakeFirstOrThrow();
        const changed = rows.map((row) => ({ ...row, change }));
        await insertInGroups(changed, (group) =>
          tx
            .insertInto('index_entries')
            .values(group)
            .onConflict((conflict) =>
              conflict.columns(['generation', 'ticket_id']).doUpdateSet((row) => ({
                lake_seq: row.ref('excluded.lake_seq'),
                change: row.ref('excluded.change'),
                chunks_json: row.ref('excluded.chunks_json'),
                vectors: row.ref('excluded.vectors'),
              })),
            )
            .execute(),
        );
        return { change, kept };
      });
    },
    async remove(ticketIds) {
      if (ticketIds.length === 0) return;
      await database
        .deleteFrom('index_entries')
        .where('generation', '=', generation)
        .where('ticket_id', 'in', ticketIds)
        .execute();
    },
    async embeddedChunks(ticketId) {
      const row = await own
        .select(['chunks_json', 'vectors'])
        .where('ticket_id', '=', ticketId)
        .executeTakeFirst();
      return row ? embeddedFrom(row.chunks_json, row.vectors, dimensions) : [];
    },
    async chunks(ticketIds) {
      if (ticketIds.length === 0) return new Map();
      const { rows } = await database.executeQuery(chunksQuery(ticketIds));
      return new Map(rows.map((row) => [row.ticket_id, chunksFrom(row.chunks_json)]));
    },
    async nameCopy(snapshot) {
      await database
        .updateTable('index_generations')
        .set({ snapshot })
        .where('id', '=', generation)
        .execute();
    },
    async copyName() {
      const row = await database
        .selectFrom('index_generations')
        .select('snapshot')
        .where('id', '=', generation)
        .executeTakeFirst();
      return row?.snapshot ?? null;
    },
  };
}

/** A ticket can go while its text is being embedded. Those that are there stay until the transaction ends. */
async function livingAmong(
  tx: Transaction<Schema>,
  ticketIds: readonly string[],
  kind: DatabaseKind,
): Promise<Set<string>> {
  const there = new Set<string>();
  for await (const group of inGroups(ticketIds, PAGE)) {
    const rows = await tx
      .selectFrom('tickets')
      .select('id')
      .where('id', 'in', group)
      // SQLite has one writer at a time anyway.
      .$if(kind === 'postgresql', (query) => query.forKeyShare())
      .execute();
    for (const { id } of rows) there.add(id);
  }
  return there;
}

function jsonOf(chunks: readonly Chunk[]): string {
  return JSON.stringify(chunks.map(({ id, kind, text, access }) => ({ id, kind, text, access })));
}

/** What we wrote ourselves is what we wrote. */
function chunksFrom(json: string): Chunk[] {
  return JSON.parse(json);
}

function bytesOf(chunks: readonly EmbeddedChunk[], dimensions: number): Uint8Array {
  const all = new Float32Array(chunks.length * dimensions);
  for (const [position, { vector }] of chunks.entries()) all.set(vector, position * dimensions);
  return new Uint8Array(all.buffer);
}

function embeddedFrom(json: string, bytes: Uint8Array, dimensions: number): EmbeddedChunk[] {
  // Copied, because the driver's bytes need not lie where floats may.
  const all = new Float32Array(new Uint8Array(bytes).buffer);
  return chunksFrom(json).map((chunk, position) => ({
    ...chunk,
    vector: all.subarray(position * dimensions, (position + 1) * dimensions),
  }));
}
