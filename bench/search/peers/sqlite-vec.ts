import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { groupsOf, rowOf } from '../data-folder.ts';
import { type FilterField, FUSION_DEPTH, fuseRanks, K, type OpenEngine } from '../engine.ts';
import { anyOfQuoted } from './any-word.ts';
import { peerPackage, peerVersion } from './package.ts';

/** Vectors by their bytes, as the extension takes them. */
const bytes = (vector: Float32Array) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);

/** sqlite-vec (its scan, filters by metadata columns) and FTS5 (Porter's stems, BM25) in one file; both ranks fused here. */
export const openSqliteVec: OpenEngine = async ({ store, packages, dimensions }) => {
  const extension = peerPackage<{ getLoadablePath(): string }>(packages, 'sqlite-vec', 'sqlite-vec');
  const version = peerVersion(packages, 'sqlite-vec', 'sqlite-vec');
  const database = new DatabaseSync(join(store, 'peer.sqlite'), { allowExtension: true });
  database.loadExtension(extension.getLoadablePath());

  const idsOf = (rows: unknown[]) => (rows as { id: number }[]).map(({ id }) => id);
  const nearest = (vector: Float32Array, limit: number, filter?: FilterField) =>
    idsOf(
      database
        .prepare(
          `SELECT id FROM vectors WHERE embedding MATCH ? AND k = ? ${filter ? `AND ${filter} = 1` : ''} ORDER BY distance`,
        )
        .all(bytes(vector), limit),
    );
  const matching = (text: string, limit: number) =>
    idsOf(
      database
        .prepare('SELECT rowid AS id FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?')
        .all(anyOfQuoted(text, ' OR '), limit),
    );

  return {
    describe: `sqlite-vec ${version} and FTS5 in node:sqlite`,
    async build(data) {
      // Between unit vectors the order by Euclidean distance, the default, is the order by inner product.
      database.exec(`
        PRAGMA journal_mode = WAL;
        CREATE VIRTUAL TABLE vectors USING vec0(id INTEGER PRIMARY KEY, embedding FLOAT[${dimensions}], five BOOLEAN, rare BOOLEAN);
        CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61');
      `);
      const putVector = database.prepare(
        'INSERT INTO vectors (id, embedding, five, rare) VALUES (?, ?, ?, ?)',
      );
      const putText = database.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
      for await (const { documents, vectors } of groupsOf(data, 1000)) {
        database.exec('BEGIN');
        for (const [position, { id, text, five, rare }] of documents.entries()) {
          const row = bytes(rowOf(vectors, position, dimensions));
          putVector.run(BigInt(id), row, BigInt(five), BigInt(rare));
          putText.run(id, text);
        }
        database.exec('COMMIT');
      }
      database.exec("INSERT INTO texts (texts) VALUES ('optimize')");
    },
    open: async () => {},
    close: async () => database.close(),
    vector: async (vector, filter) => nearest(vector, K, filter),
    lexical: async (text) => matching(text, K),
    hybrid: async ({ text, vector }) =>
      fuseRanks([nearest(vector, FUSION_DEPTH), matching(text, FUSION_DEPTH)]),
  };
};
