import type { Selectable } from 'kysely';
import type { Access } from '../../../domain/index.ts';
import { type ChunkTable, type Database, transact } from '../../../platform/database/index.ts';
import type { EmbeddedChunk, IndexDocument } from '../search-index.ts';

/** Where the embedded engine keeps its chunks: the truth of the engine, which its memory can be made from again. */
export interface ChunkStore {
  /** Everything of this embedder, ticket by ticket. */
  load(): Promise<IndexDocument[]>;
  replace(documents: readonly IndexDocument[]): Promise<void>;
  /** Also what other embedders made of them. */
  remove(ticketIds: readonly string[]): Promise<void>;
  chunksOf(ticketId: string): Promise<EmbeddedChunk[]>;
  byIds(ids: readonly string[]): Promise<Map<string, EmbeddedChunk>>;
}

/** Tickets in one statement: far below what either database takes. */
const PAGE = 100;

export function chunkStore(database: Database, embedder: string): ChunkStore {
  const own = database.selectFrom('chunks').where('chunks.embedder', '=', embedder);
  return {
    async load() {
      const rows = await own
        .innerJoin('tickets', 'tickets.id', 'chunks.ticket_id')
        .selectAll('chunks')
        .select(['tickets.project_key', 'tickets.type', 'tickets.status_category'])
        .orderBy('chunks.ticket_id')
        .orderBy('chunks.position')
        .execute();
      const documents = new Map<string, IndexDocument & { chunks: EmbeddedChunk[] }>();
      for (const row of rows) {
        const document = documents.get(row.ticket_id) ?? {
          ticketId: row.ticket_id,
          project: row.project_key,
          type: row.type,
          statusCategory: row.status_category,
          chunks: [],
        };
        document.chunks.push(chunkFrom(row));
        documents.set(row.ticket_id, document);
      }
      return [...documents.values()];
    },
    async replace(documents) {
      await transact(database, async (tx) => {
        for (const { ticketId, chunks } of documents) {
          await tx.deleteFrom('chunks').where('ticket_id', '=', ticketId).execute();
          for (const [position, chunk] of chunks.entries()) {
            await tx
              .insertInto('chunks')
              .values({
                id: chunk.id,
                ticket_id: ticketId,
                kind: chunk.kind,
                position,
                text: chunk.text,
                access_json: JSON.stringify(chunk.access),
                embedder,
                vector: bytesOf(chunk.vector),
              })
              .execute();
          }
        }
      });
    },
    async remove(ticketIds) {
      for (let i = 0; i < ticketIds.length; i += PAGE)
        await database
          .deleteFrom('chunks')
          .where('ticket_id', 'in', ticketIds.slice(i, i + PAGE))
          .execute();
    },
    async chunksOf(ticketId) {
      return (await own.selectAll().where('ticket_id', '=', ticketId).orderBy('position').execute()).map(
        chunkFrom,
      );
    },
    async byIds(ids) {
      if (ids.length === 0) return new Map();
      const rows = await own.selectAll().where('id', 'in', ids).execute();
      return new Map(rows.map((row) => [row.id, chunkFrom(row)]));
    },
  };
}

function chunkFrom(row: Selectable<ChunkTable>): EmbeddedChunk {
  const { id, kind, text, access_json, vector } = row;
  return { id, kind, text, access: JSON.parse(access_json) as Access, vector: vectorFrom(vector) };
}

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copied, because the driver's bytes need not lie where floats may. */
function vectorFrom(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
