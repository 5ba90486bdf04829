import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Database, forgetFact, keepFact, readFact } from '../../../platform/database/index.ts';
import type { CorpusStatistics } from '../../centring/centring.ts';
import type { Generation } from '../generation.ts';
import { madeBy } from '../made-by.ts';
import { type Collection, collectionAt } from './collection.ts';
import type { Qdrant } from './connection.ts';

export type QdrantGeneration = Pick<Generation, 'id' | 'dimensions' | 'embedder'>;

/** The collections of this installation, among those of others on the same server. */
export interface Collections {
  /** The one of a generation, made with these statistics by this code: what is made in another way has another name. */
  of(generation: QdrantGeneration, statistics: CorpusStatistics | null): Collection;
  /** Those that an open index searches in, by their names. */
  readonly held: Set<string>;
  /** Removes all others. */
  dropOthers(): Promise<void>;
}

/** Everything of ours that decides what lies in a collection. */
const MADE_BY = ['./qdrant/', './exact/lexical/bm25', './exact/lexical/lengths'];
const FACT = 'qdrant-collections';

const prefixOf = (own: string) => `casebook-${own}-`;

/** How the names of this installation's collections begin; null where it never had any. */
export async function knownPrefix(database: Database): Promise<string | null> {
  const own = await readFact(database, FACT);
  return own && prefixOf(own);
}

export const forgetPrefix = (database: Database): Promise<void> => forgetFact(database, FACT);

export async function collectionsOf(qdrant: Qdrant, database: Database): Promise<Collections> {
  const known = await readFact(database, FACT);
  const own = known ?? randomUUID().slice(0, 8);
  if (!known) await keepFact(database, FACT, own);
  const prefix = prefixOf(own);
  // Now: once the files of this version were replaced by another's, what this process makes would get its name.
  const code = madeBy(MADE_BY);

  const held = new Set<string>();

  return {
    of({ id, embedder, dimensions }, statistics) {
      const made = createHash('sha256')
        .update(JSON.stringify([code, embedder, dimensions, statistics]))
        .digest('hex');
      return collectionAt(qdrant, `${prefix}${id}-${made.slice(0, 12)}`);
    },
    held,
    async dropOthers() {
      const shape = z.object({ collections: z.array(z.object({ name: z.string() })) });
      const found = await qdrant.ask({ method: 'GET', path: '/collections' }, shape);
      for (const { name } of found?.collections ?? [])
        if (name.startsWith(prefix) && !held.has(name)) await collectionAt(qdrant, name).drop();
    },
  };
}
