import { join } from 'node:path';
import { peerPackage, peerVersion } from './package.ts';
import type { OpenPostgres } from './pgvector.ts';

interface PgliteModule {
  readonly PGlite: {
    create(options: { dataDir: string; extensions: { vector: unknown } }): Promise<{
      query(sql: string, parameters?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
      close(): Promise<void>;
    }>;
  };
}

/** PostgreSQL in WebAssembly, in this process, with its data in files. */
export const openPglite: OpenPostgres = async ({ store, packages }) => {
  const { PGlite } = peerPackage<PgliteModule>(packages, 'pglite', '@electric-sql/pglite');
  const { vector } = peerPackage<{ vector: unknown }>(packages, 'pglite', '@electric-sql/pglite-pgvector');
  const version = peerVersion(packages, 'pglite', '@electric-sql/pglite');
  const database = await PGlite.create({ dataDir: join(store, 'pglite'), extensions: { vector } });
  return {
    name: `PGlite ${version}`,
    rows: async (sql, parameters) => (await database.query(sql, parameters)).rows,
    close: () => database.close(),
  };
};
