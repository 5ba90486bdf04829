import type { Database } from '../../../platform/database/index.ts';
import type { Logger } from '../../../platform/telemetry/index.ts';
import type { SearchIndex } from '../search-index.ts';
import { collectionsOf, forgetPrefix, knownPrefix, type QdrantGeneration } from './collections.ts';
import { connectQdrant, type Qdrant, type QdrantOptions } from './connection.ts';
import { openQdrantIndex } from './qdrant-index.ts';

/** A Qdrant server as the search engine of this installation. */
export interface QdrantEngine {
  openIndex(database: Database, generation: QdrantGeneration): Promise<SearchIndex>;
  /** Removes all collections of this installation that no index is open on. */
  removeOthers(): Promise<void>;
  /** The version that it says it has. @throws CasebookError where it cannot be had. */
  version(): Promise<string>;
  close(): Promise<void>;
}

/** @throws CasebookError where the server cannot be had, or is too old. */
export async function openQdrant(
  database: Database,
  { log, ...options }: QdrantOptions & { readonly log: Logger },
): Promise<QdrantEngine> {
  const qdrant = connectQdrant(options);
  try {
    await qdrant.version();
    const collections = await collectionsOf(qdrant, database);
    return {
      openIndex: (own, generation) => openQdrantIndex(own, generation, collections, log),
      removeOthers: collections.dropOthers,
      version: qdrant.version,
      close: qdrant.close,
    };
  } catch (error) {
    await qdrant.close();
    throw error;
  }
}

/**
 * Removes what an installation that searches elsewhere now has left in a Qdrant; without an address it cannot.
 *
 * @returns how the names of collections begin that are left there; null for none.
 * @throws CasebookError where the server cannot be had.
 */
export async function leaveQdrant(database: Database, options: QdrantOptions | null): Promise<string | null> {
  const prefix = await knownPrefix(database);
  if (!prefix || !options) return prefix;
  const qdrant: Qdrant = connectQdrant(options);
  try {
    await (await collectionsOf(qdrant, database)).dropOthers();
    await forgetPrefix(database);
    return null;
  } finally {
    await qdrant.close();
  }
}
