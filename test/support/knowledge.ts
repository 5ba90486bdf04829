import { onTestFinished } from 'vitest';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import {
  createIndexer,
  createRebuilds,
  indexing,
  openExactIndex,
  openGenerations,
} from '../../src/knowledge/index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import type { OpenIntake } from './intake.ts';

const operator = { kind: 'operator' } as const;

/** The index over an intake's tickets, as the application opens it: indexer, rebuilds, and ways to look in. */
export async function openKnowledge(
  { database }: OpenIntake,
  embedder: Embedder,
  more: Partial<Parameters<typeof openGenerations>[0]> = {},
) {
  const log = createLog('silent');
  const generations = await openGenerations({ database, embedder, openIndex: openExactIndex, ...more });
  const indexer = createIndexer({ database, generations, log, retryMs: 0 });
  onTestFinished(() => indexer.stop());
  const replay = async () => ({ equal: 0, changed: 0, removed: 0, refused: 0 });
  const rebuilds = createRebuilds({ database, generations, log, replay, onWork: indexer.wake, retryMs: 0 });
  onTestFinished(() => rebuilds.stop());
  return {
    generations,
    indexer,
    rebuilds,
    /** Does all the work that there is for the index. */
    async settle() {
      indexer.wake();
      await indexer.settled();
    },
    words: async (text: string) =>
      (
        await generations
          .active()
          .index.search({ asker: operator, text: wordsQuery(text), filter: [], limit: 5 })
      ).hits,
    indexing: () => indexing(database),
  };
}
