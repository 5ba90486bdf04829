import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { createLearning } from '../src/knowledge/adapt/learn.ts';
import type { Outcome } from '../src/knowledge/adapt/outcome.ts';
import { readModelFile } from '../src/knowledge/embed/static/file.ts';
import { loadStaticEmbedder, SHIPPED_MODEL } from '../src/knowledge/embed/static/load.ts';
import type { Collection } from './collection.ts';
import { readDuplicateSet } from './duplicates.ts';
import { productMethods } from './methods.ts';
import { indexOf, type TextEmbedder } from './product.ts';
import {
  differenceOf,
  type Intervals,
  intervalsOf,
  type Quality,
  qualityOf,
  type Scores,
  scoresOf,
} from './ranking.ts';

const MEASURES = ['r1', 'r10', 'r20', 'mrr10'] as const;
type Measured = (typeof MEASURES)[number];
const METHODS = ['vector', 'hybrid', 'similar'] as const;
const DEPTH = 20;

interface Comparison {
  readonly before: Quality<Measured>;
  readonly after: Quality<Measured>;
  readonly gain: Quality<Measured>;
  /** Where 95 % of the gains lie. */
  readonly interval: Intervals<Measured>;
}

export interface AdaptResult {
  readonly queries: number;
  readonly outcome: Outcome;
  /** What the training took, in seconds of this process. */
  readonly seconds: number;
  readonly methods: Record<(typeof METHODS)[number], Comparison>;
}

const line = z.object({
  id: z.string(),
  key: z.string(),
  project: z.string(),
  summary: z.string().nullable(),
  description: z.string().nullable(),
  updated: z.string(),
  comments: z.array(z.object({ body: z.string().nullable() })),
});

/**
 * What the product finds of known duplicates before and after the model has learned from the tickets of the data set, as
 * an installation learns from its own. The links are not known to the training.
 */
export async function evaluateAdapting(folder: string): Promise<AdaptResult> {
  const started = performance.now();
  const learning = createLearning({ base: readModelFile(SHIPPED_MODEL), inUse: null });
  for (const ticket of ticketsIn(folder)) learning.add(ticket);
  const { outcome, file } = learning.finish((step, done, total) => {
    if (done % 50 === 0) console.error(`${step} ${done} of ${total}`);
  });
  const seconds = (performance.now() - started) / 1000;

  const collection = readDuplicateSet(folder);
  const before = await scoresWith(loadStaticEmbedder(), collection);
  const after = await scoresWith(embedderIn(file), collection);
  const compared = (method: (typeof METHODS)[number]): Comparison => {
    const difference = differenceOf(after[method], before[method]);
    return {
      before: qualityOf(before[method]),
      after: qualityOf(after[method]),
      gain: qualityOf(difference),
      interval: intervalsOf(difference),
    };
  };
  return {
    queries: collection.queries.length,
    outcome,
    seconds,
    methods: { vector: compared('vector'), hybrid: compared('hybrid'), similar: compared('similar') },
  };
}

function* ticketsIn(folder: string) {
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.jsonl.gz')) continue;
    for (const text of gunzipSync(readFileSync(join(folder, name)))
      .toString('utf8')
      .split('\n')) {
      if (text === '') continue;
      const { summary, description, comments, updated, ...rest } = line.parse(JSON.parse(text));
      yield {
        ...rest,
        summary: summary ?? '',
        description: description ?? '',
        comments: comments
          .slice(0, 3)
          .map(({ body }) => body ?? '')
          .join('\n\n'),
        duplicates: [],
        updated: Date.parse(updated),
      };
    }
  }
}

function embedderIn(file: Uint8Array): TextEmbedder {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-adapt-'));
  try {
    const path = join(folder, 'model.bin');
    writeFileSync(path, file);
    return loadStaticEmbedder(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scoresWith(
  embedder: TextEmbedder,
  collection: Collection,
): Promise<Record<(typeof METHODS)[number], Scores<Measured>>> {
  const methods = productMethods(await indexOf(collection.documents, embedder), DEPTH);
  const scores = async (method: (typeof METHODS)[number]) => {
    const rankings = [];
    for (const query of collection.queries)
      rankings.push({ ranked: (await methods[method](query)).slice(0, DEPTH), relevant: query.relevant });
    return scoresOf(rankings, MEASURES);
  };
  return {
    vector: await scores('vector'),
    hybrid: await scores('hybrid'),
    similar: await scores('similar'),
  };
}

export function printAdapting({ queries, outcome, seconds, methods }: AdaptResult): void {
  const { learned, heldBack, share, objections, comparisons } = outcome;
  console.log(
    `Learned from ${learned} tickets in ${Math.round(seconds)} s, ${heldBack} held back; ${share * 100} % of it used; ` +
      `${objections.length === 0 ? 'an installation would use it' : `not used: ${objections.join(', ')}`}.`,
  );
  const { heldBack: fresh, amongAll, plainLanguage } = comparisons;
  console.table(
    Object.fromEntries(
      Object.entries({ heldBack: fresh, amongAll, plainLanguage }).map(
        ([name, { before, after, mrrGain }]) => [
          name,
          {
            queries: before.queries,
            mrr: `${before.mrr.toFixed(3)} -> ${after.mrr.toFixed(3)}`,
            gain: `${mrrGain.mean.toFixed(3)} [${mrrGain.low.toFixed(3)}, ${mrrGain.high.toFixed(3)}]`,
            r10: `${before.r10.toFixed(3)} -> ${after.r10.toFixed(3)}`,
          },
        ],
      ),
    ),
  );
  console.log(`Known duplicates, ${queries} queries, by the product's search:`);
  for (const [name, { before, after, gain, interval }] of Object.entries(methods))
    console.table(
      Object.fromEntries(
        MEASURES.map((measure) => [
          `${name} ${measure}`,
          {
            before: before[measure].toFixed(3),
            after: after[measure].toFixed(3),
            gain: `${gain[measure].toFixed(3)} [${interval[measure].map((end) => end.toFixed(3)).join(', ')}]`,
          },
        ]),
      ),
    );
}
