import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';
import type { CorpusStatistics } from '../../centring/centring.ts';
import type { IndexedFields } from '../search-index.ts';
import type { StoredDocument } from '../store.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import type { Qdrant } from './connection.ts';
import { CHUNKS, type Demand, KEYS, oneOf } from './filter.ts';
import { type Point, pointId, pointsOf } from './points.ts';
import type { SparseVector } from './words.ts';

/** What a collection holds, said by itself: put in with what it speaks of, after all of it. */
export interface Mark {
  /** Up to which it holds the generation's changes. */
  readonly change: number;
  /** What the database knows it by; and before, where a process died before it could say so. */
  readonly copy: string;
  readonly before: string | null;
}

/** A chunk that answers a query, with its score. */
export interface Row {
  readonly ticket: string;
  readonly chunk: string;
  readonly score: number;
}

export interface ListQuery {
  readonly vector: readonly number[] | SparseVector;
  readonly using: 'meaning' | 'words';
  readonly must: readonly Demand[];
  readonly limit: number;
}

/** A collection of Qdrant's: the chunks of a generation, made in one way. Where it is gone, all but `create` and `drop` say so. */
export interface Collection {
  readonly name: string;
  /** Empty, in the place of whatever is there. */
  create(dimensions: number): Promise<void>;
  drop(): Promise<void>;
  /** Null where the collection is not there, or was not filled to its end. */
  mark(): Promise<Mark | null>;
  catalogue(): Promise<Catalogue>;
  /**
   * Puts tickets in the place of what is there of them; there when it resolves, with the mark last.
   *
   * @param change the number that they come with.
   */
  put(documents: readonly StoredDocument[], change: number, mark?: Mark): Promise<void>;
  /** Gone when it resolves. */
  remove(ticketIds: readonly string[]): Promise<void>;
  setMark(mark: Mark): Promise<void>;
  /** The nearest chunks to each of some vectors, the nearest first. */
  nearest(queries: readonly ListQuery[]): Promise<Row[][]>;
  /** How many points meet all demands. */
  count(must: readonly Demand[]): Promise<number>;
  /** The ids of the tickets that have such points, `limit` at most. */
  tickets(must: readonly Demand[], limit: number): Promise<string[]>;
}

/** What is searched in: statistics, and a collection that holds vectors centred by them, go together. */
export interface Searched {
  readonly collection: Collection;
  readonly catalogue: Catalogue;
  readonly statistics: CorpusStatistics | null;
}

/** Points in one request stay far below the 32 MiB that Qdrant takes. */
const BATCH_BYTES = 8 * 2 ** 20;
/** Of a coordinate as text, and of all else of a point. */
const COORDINATE_BYTES = 10;
const POINT_BYTES = 4096;
/** Tickets that are read at a time when the catalogue is made. */
const PAGE = 2000;

const anything = z.unknown();
const mark = z.object({ change: z.number(), copy: z.string(), before: z.string().nullable() });
const rows = z.object({
  points: z.array(
    z.object({ score: z.number(), payload: z.object({ ticket: z.string(), chunk: z.string() }) }),
  ),
});
const heads = z.object({
  points: z.array(
    z.object({
      payload: z.object({
        ticket: z.string(),
        chunks: z.number(),
        // What we wrote ourselves is what we wrote.
        fields: z.custom<IndexedFields>((fields) => typeof fields === 'object' && fields !== null),
      }),
    }),
  ),
  next_page_offset: z.union([z.string(), z.number()]).nullish(),
});

export function collectionAt(qdrant: Qdrant, name: string): Collection {
  const path = `/collections/${name}`;

  async function there<T>(below: string, body: unknown, result: z.ZodType<T>): Promise<T> {
    const answer = await qdrant.ask({ method: 'POST', path: path + below, body }, result);
    if (answer === null) throw new CasebookError('qdrant-collection-lost', `${name} is not there.`);
    return answer;
  }

  const change = (operations: readonly object[]) =>
    there('/points/batch?wait=true', { operations }, anything);
  const upsert = (points: readonly Point[]) => ({ upsert: { points } });
  const markPoint = (payload: Mark): Point => ({
    id: pointId('mark', ''),
    vector: {},
    payload: { kind: 'mark', ...payload },
  });

  async function drop(): Promise<void> {
    await qdrant.ask({ method: 'DELETE', path }, anything);
  }

  return {
    name,
    drop,
    async create(dimensions) {
      await drop();
      const body = {
        vectors: { meaning: { size: dimensions, distance: 'Dot' } },
        sparse_vectors: { words: {} },
      };
      await qdrant.ask({ method: 'PUT', path, body }, anything);
      for (const [key, kind] of Object.entries(KEYS))
        await qdrant.ask(
          { method: 'PUT', path: `${path}/index?wait=true`, body: { field_name: key, field_schema: kind } },
          anything,
        );
    },
    async mark() {
      const point = z.object({ payload: mark });
      return (
        (await qdrant.ask({ method: 'GET', path: `${path}/points/${pointId('mark', '')}` }, point))
          ?.payload ?? null
      );
    },
    async catalogue() {
      const catalogue = createCatalogue();
      for (let offset: string | number | null | undefined; offset !== null; ) {
        const page: z.infer<typeof heads> = await there(
          '/points/scroll',
          {
            filter: { must: [oneOf('kind', ['ticket'])] },
            limit: PAGE,
            with_payload: ['ticket', 'chunks', 'fields'],
            with_vector: false,
            ...(offset !== undefined && { offset }),
          },
          heads,
        );
        for (const { payload } of page.points) catalogue.put(payload.ticket, payload.fields, payload.chunks);
        offset = page.next_page_offset ?? null;
      }
      return catalogue;
    },
    async put(documents, number, told) {
      const points = documents.flatMap((document) => pointsOf(document, number));
      const dimensions = documents.find(({ chunks }) => chunks.length > 0)?.chunks[0]?.vector.length ?? 0;
      const each = Math.max(1, Math.floor(BATCH_BYTES / (COORDINATE_BYTES * dimensions + POINT_BYTES)));
      // What is there of a ticket stays until all of its points are: nobody misses it meanwhile.
      for (let start = 0; start < points.length; start += each)
        await change([upsert(points.slice(start, start + each))]);
      const ids = documents.map(({ ticketId }) => ticketId);
      const last = [
        ...(ids.length > 0 ? [deletion(ids, number)] : []),
        ...(told ? [upsert([markPoint(told)])] : []),
      ];
      if (last.length > 0) await change(last);
    },
    async remove(ticketIds) {
      if (ticketIds.length > 0) await change([deletion(ticketIds)]);
    },
    async setMark(told) {
      await change([upsert([markPoint(told)])]);
    },
    async nearest(queries) {
      if (queries.length === 0) return [];
      const searches = queries.map(({ vector, using, must, limit }) => ({
        query: vector,
        using,
        filter: { must },
        limit,
        with_payload: ['ticket', 'chunk'],
      }));
      const found = await there('/points/query/batch', { searches }, z.array(rows));
      return found.map(({ points }) => points.map(({ score, payload }) => ({ score, ...payload })));
    },
    async count(must) {
      const { count } = await there(
        '/points/count',
        { filter: { must }, exact: true },
        z.object({ count: z.number() }),
      );
      return count;
    },
    async tickets(must, limit) {
      if (limit === 0) return [];
      const { hits } = await there(
        '/facet',
        { key: 'ticket', filter: { must: [CHUNKS, ...must] }, limit, exact: true },
        z.object({ hits: z.array(z.object({ value: z.string() })) }),
      );
      return hits.map(({ value }) => value);
    },
  };
}

/** @param change what came with this one stays. */
function deletion(ticketIds: readonly string[], change?: number): object {
  const filter = {
    must: [oneOf('ticket', ticketIds)],
    ...(change !== undefined && { must_not: [oneOf('change', [change])] }),
  };
  return { delete: { filter } };
}
