import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CasebookError } from '../../../domain/index.ts';
import type { Embedder } from '../embedder.ts';
import { fetchModel, MODEL } from './model-files.ts';
import { locateRuntime } from './runtime.ts';
import { type EmbeddingThread, startThread } from './thread.ts';

export interface MiniLmOptions {
  /** Holds the model in a folder of its name, or will; and the runtime, where Casebook's own packages do not have it. */
  readonly folder: string;
  /** Where the model is fetched from if the folder does not hold it. */
  readonly endpoint: string;
  /** Called with how many texts of a call were too long for the model, and lost their end. */
  readonly onCut: (texts: number) => void;
}

const DIMENSIONS = 384;
/** Texts of like length share a batch, because all of one are padded to the longest. A query waits for one batch at most. */
const BATCH = 16;

/**
 * all-MiniLM-L6-v2 on this machine, by transformers.js in a thread of its own: the first 256 tokens of a text, mean
 * pooling, unit length, as sentence-transformers runs it. In float32 alone: dynamically quantised weights scale by what
 * else is in the batch, so that a text would have another vector in other company.
 *
 * Model and thread are there from the first text on.
 *
 * @throws CasebookError `embedder-not-installed`, with the command, where transformers.js is not there.
 */
export function miniLmEmbedder({ folder, endpoint, onCut }: MiniLmOptions): Embedder {
  const runtime = locateRuntime(folder);
  const life = new AbortController();
  let thread: Promise<EmbeddingThread> | null = null;

  async function start(): Promise<EmbeddingThread> {
    await fetchModel({ folder: join(folder, MODEL), endpoint, signal: life.signal });
    return startThread({
      runtime,
      folder,
      model: MODEL,
      // One core stays for whoever waits for an answer.
      threads: Math.max(1, availableParallelism() - 1),
    });
  }

  async function running(): Promise<EmbeddingThread> {
    life.signal.throwIfAborted();
    thread ??= start().catch((error) => {
      thread = null;
      throw error;
    });
    return thread;
  }

  return {
    id: `minilm:${MODEL}:${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    remote: false,
    async embed(texts, { signal } = {}) {
      const vectors: Float32Array[] = texts.map(() => new Float32Array(DIMENSIONS));
      const places = [...texts.keys()]
        .filter((place) => texts[place]?.trim() !== '')
        .sort((a, b) => (texts[a] as string).length - (texts[b] as string).length);
      let cut = 0;
      for (let start = 0; start < places.length; start += BATCH) {
        signal?.throwIfAborted();
        const batch = places.slice(start, start + BATCH);
        const result = await (await running()).embed(batch.map((place) => texts[place] as string));
        cut += result.cut;
        for (const [position, place] of batch.entries()) {
          const vector = result.vectors[position];
          if (vector?.length !== DIMENSIONS)
            throw new CasebookError(
              'model-unreadable',
              `${join(folder, MODEL)}: gives vectors of ${vector?.length} numbers, not ${DIMENSIONS}.`,
            );
          vectors[place] = vector;
        }
      }
      if (cut > 0) onCut(cut);
      return vectors;
    },
    async close() {
      life.abort(new Error('The embedder was closed.'));
      await (await thread?.catch(() => null))?.close();
    },
  };
}
