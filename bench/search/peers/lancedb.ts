import { groupsOf, rowOf } from '../data-folder.ts';
import { K, type OpenEngine } from '../engine.ts';
import { peerPackage, peerVersion } from './package.ts';

interface Row {
  readonly id: number;
}
interface VectorQuery {
  where(condition: string): VectorQuery;
  distanceType(type: 'dot'): VectorQuery;
  fullTextSearch(text: string): VectorQuery;
  rerank(reranker: unknown): VectorQuery;
  select(columns: string[]): VectorQuery;
  limit(count: number): VectorQuery;
  nearestTo(vector: Float32Array): VectorQuery;
  toArray(): Promise<Row[]>;
}
interface Table {
  add(rows: unknown[]): Promise<unknown>;
  createIndex(column: string, options: { config: unknown }): Promise<void>;
  query(): VectorQuery;
  optimize(): Promise<unknown>;
}
interface LanceDb {
  connect(folder: string): Promise<{
    createTable(name: string, rows: unknown[]): Promise<Table>;
    openTable(name: string): Promise<Table>;
    close(): void;
  }>;
  readonly Index: { fts(): unknown; bitmap(): unknown };
  readonly rerankers: { readonly RRFReranker: { create(): Promise<unknown> } };
}

/** LanceDB with a flat scan over vectors, bitmap indexes for filters (applied before), its full-text index, and its own fusion. */
export const openLanceDb: OpenEngine = async ({ store, packages, dimensions }) => {
  const lance = peerPackage<LanceDb>(packages, 'lancedb', '@lancedb/lancedb');
  const version = peerVersion(packages, 'lancedb', '@lancedb/lancedb');
  const connection = await lance.connect(store);
  const reranker = await lance.rerankers.RRFReranker.create();
  let table: Table | undefined;
  const found = async (ask: (query: VectorQuery) => VectorQuery) => {
    if (!table) throw new Error('The table is not open');
    const rows = await ask(table.query()).limit(K).toArray();
    return rows.map(({ id }) => Number(id));
  };
  return {
    describe: `@lancedb/lancedb ${version}, flat`,
    async build(data) {
      for await (const { documents, vectors } of groupsOf(data, 10_000)) {
        const rows = documents.map((document, position) => ({
          ...document,
          vector: Array.from(rowOf(vectors, position, dimensions)),
        }));
        if (table) await table.add(rows);
        else table = await connection.createTable('documents', rows);
      }
      await table?.createIndex('five', { config: lance.Index.bitmap() });
      await table?.createIndex('rare', { config: lance.Index.bitmap() });
      await table?.createIndex('text', { config: lance.Index.fts() });
      await table?.optimize();
    },
    async open() {
      table = await connection.openTable('documents');
    },
    close: async () => connection.close(),
    vector: (vector, filter) =>
      found((query) => {
        const nearest = query.nearestTo(vector).distanceType('dot').select(['id', '_distance']);
        return filter ? nearest.where(`${filter} = true`) : nearest;
      }),
    lexical: (text) => found((query) => query.fullTextSearch(text).select(['id', '_score'])),
    hybrid: ({ text, vector }) =>
      found((query) =>
        query.nearestTo(vector).distanceType('dot').fullTextSearch(text).rerank(reranker).select(['id']),
      ),
  };
};
