import { groupsOf, rowOf } from '../data-folder.ts';
import {
  type Engine,
  type EngineSetting,
  type FilterField,
  FUSION_DEPTH,
  fuseRanks,
  K,
  type OpenEngine,
} from '../engine.ts';
import { wordsOf } from './any-word.ts';
import { openNativePostgres } from './postgres-native.ts';
import { openPglite } from './postgres-pglite.ts';

/** A PostgreSQL that answers this process, wherever it runs. */
export interface Postgres {
  readonly name: string;
  rows(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
  memory?(): number;
}

export type OpenPostgres = (setting: EngineSetting) => Promise<Postgres>;
type Scan = 'exact' | 'hnsw';

/**
 * pgvector in both ways that its own pages give for filters, in PostgreSQL compiled for this machine: a scan of what an
 * index on the filter's column lets through, and HNSW that goes on until enough of what it finds passes.
 */
export const openPgvectorExact: OpenEngine = (setting) => openPgvector(setting, openNativePostgres, 'exact');
export const openPgvectorHnsw: OpenEngine = (setting) => openPgvector(setting, openNativePostgres, 'hnsw');
/** The same in this process, in WebAssembly. */
export const openPgliteExact: OpenEngine = (setting) => openPgvector(setting, openPglite, 'exact');
export const openPgliteHnsw: OpenEngine = (setting) => openPgvector(setting, openPglite, 'hnsw');

async function openPgvector(setting: EngineSetting, connect: OpenPostgres, scan: Scan): Promise<Engine> {
  const postgres = await connect(setting);
  await postgres.rows('CREATE EXTENSION IF NOT EXISTS vector');
  const [row] = await postgres.rows("SELECT extversion FROM pg_extension WHERE extname = 'vector'");
  const { dimensions } = setting;

  const idsOf = async (sql: string, parameters: readonly unknown[]) =>
    (await postgres.rows(sql, parameters)).map(({ id }) => Number(id));
  const nearest = (vector: Float32Array, limit: number, filter?: FilterField) =>
    idsOf(
      `SELECT id FROM documents ${filter ? `WHERE ${filter}` : ''} ORDER BY embedding <#> $1::vector LIMIT $2`,
      [literal(vector), limit],
    );
  // By `ts_rank`: `ts_rank_cd`, which looks at distances, takes seconds for the many words of a ticket.
  const matching = (text: string, limit: number) =>
    idsOf(
      `SELECT id FROM documents, to_tsquery('english', $1) AS query
       WHERE words @@ query ORDER BY ts_rank(words, query) DESC LIMIT $2`,
      [wordsOf(text).join(' | '), limit],
    );

  return {
    describe: `pgvector ${row?.extversion} in ${postgres.name}, ${scan === 'hnsw' ? 'HNSW with iterative scan' : 'exact scan'}`,
    async build(data) {
      await postgres.rows(
        `CREATE TABLE documents (id integer PRIMARY KEY, text text NOT NULL, five boolean NOT NULL, rare boolean NOT NULL,
           embedding vector(${dimensions}) NOT NULL,
           words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED)`,
      );
      for await (const { documents, vectors } of groupsOf(data, 500)) {
        await postgres.rows(
          `INSERT INTO documents (id, text, five, rare, embedding)
           SELECT id, text, five, rare, embedding::vector
           FROM unnest($1::int[], $2::text[], $3::bool[], $4::bool[], $5::text[]) AS t (id, text, five, rare, embedding)`,
          [
            documents.map(({ id }) => id),
            documents.map(({ text }) => text),
            documents.map(({ five }) => five),
            documents.map(({ rare }) => rare),
            documents.map((_, position) => literal(rowOf(vectors, position, dimensions))),
          ],
        );
      }
      await postgres.rows('CREATE INDEX ON documents USING gin (words)');
      if (scan === 'exact') {
        await postgres.rows('CREATE INDEX ON documents (five) WHERE five');
        await postgres.rows('CREATE INDEX ON documents (rare) WHERE rare');
      } else {
        await postgres.rows("SET maintenance_work_mem = '1GB'");
        await postgres.rows('CREATE INDEX ON documents USING hnsw (embedding vector_ip_ops)');
      }
      await postgres.rows('VACUUM ANALYZE documents');
      await postgres.rows('CHECKPOINT');
    },
    async open() {
      if (scan === 'hnsw') await postgres.rows('SET hnsw.iterative_scan = strict_order');
    },
    close: () => postgres.close(),
    ...(postgres.memory ? { serverMemory: () => postgres.memory!() } : {}),
    vector: (vector, filter) => nearest(vector, K, filter),
    lexical: (text) => matching(text, K),
    hybrid: async ({ text, vector }) =>
      fuseRanks([await nearest(vector, FUSION_DEPTH), await matching(text, FUSION_DEPTH)]),
  };
}

const literal = (vector: Float32Array) => `[${vector.join(',')}]`;
