import { readFileSync, writeFileSync } from 'node:fs';
import type { SignalWeights } from '../src/knowledge/index/weights.ts';
import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import { POOL } from '../src/knowledge/similar/compare.ts';
import { groupsFrom } from '../src/knowledge/similar/known-duplicates.ts';
import {
  type LearnedWeights,
  learnWeights,
  type WeighedQuery,
} from '../src/knowledge/similar/learn-weights.ts';
import type { Reported } from '../src/knowledge/similar/score.ts';
import { reportedOf } from './collection.ts';
import { readDuplicateSet } from './duplicates.ts';
import type { MiniLm } from './peers/minilm.ts';
import { miniLmIndexOf } from './peers/peers.ts';
import { indexOf } from './product.ts';

const WEIGHTS_FILE = new URL('../src/knowledge/index/weights.ts', import.meta.url);

export interface LearningResult extends LearnedWeights {
  readonly embedder: string;
}

/**
 * Learns the weights of `weights.ts` on the known duplicates of a folder, as `casebook calibrate` does on those of an
 * installation.
 *
 * @param miniLm whose vectors the weights are learned with, where the shipped model has itself learned from the pairs of
 * `folder`: it finds those more easily than any that it has not seen, and would be given too much weight.
 */
export async function learnFrom(folder: string, miniLm: MiniLm | null): Promise<LearningResult> {
  const set = readDuplicateSet(folder);
  const embedder = loadStaticEmbedder();
  const index = miniLm ? await miniLmIndexOf(set, miniLm) : await indexOf(set.documents, embedder);
  if (!index.unrelated) throw new Error(`${folder} holds too few tickets to learn from.`);
  const reports = new Map(set.documents.map((document) => [document.key, reportedOf(document)]));
  const groups = groupsFrom(
    set.queries.flatMap(({ key, relevant }) => [...relevant].map((other) => [key ?? '', other] as const)),
  );
  const queries = set.queries.map((query): WeighedQuery => {
    const key = query.key ?? '';
    return {
      fold: groups.get(key) ?? key,
      report: reports.get(key) as Reported,
      wanted: query.relevant.size,
      async nearest(weights) {
        const hits = await index.search(query, { words: true, meaning: true, weights }, POOL);
        return hits.flatMap(({ ticketId: id, score }) =>
          id === key
            ? []
            : [{ id, report: reports.get(id) as Reported, score, duplicate: query.relevant.has(id) }],
        );
      },
    };
  });
  return { embedder: miniLm ? 'MiniLM' : embedder.id, ...(await learnWeights(queries)) };
}

/** Puts learned weights into the source that the product reads. */
export function writeWeights(weights: SignalWeights): void {
  let source = readFileSync(WEIGHTS_FILE, 'utf8');
  for (const [name, value] of Object.entries(weights))
    source = source.replace(new RegExp(`(\\b${name}: )[\\d.]+`), `$1${value}`);
  writeFileSync(WEIGHTS_FILE, source);
}
