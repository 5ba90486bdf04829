import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CasebookError } from '../../../domain/index.ts';

/** What the thread is started with. */
export interface ThreadData {
  /** The file of transformers.js. */
  readonly runtime: string;
  /** The folder that holds the model's own. */
  readonly folder: string;
  readonly model: string;
  /** How many threads compute one batch. */
  readonly threads: number;
}

export interface Batch {
  readonly number: number;
  readonly texts: readonly string[];
}

export type BatchResult =
  | { readonly number: number; readonly vectors: readonly Float32Array[]; readonly cut: number }
  | { readonly number: number; readonly error: string };

export interface EmbeddingThread {
  /** The vectors of a few texts, unit or zero, and how many of the texts were cut. Batches are taken one after the other. */
  embed(
    texts: readonly string[],
  ): Promise<{ readonly vectors: readonly Float32Array[]; readonly cut: number }>;
  close(): Promise<void>;
}

/** `worker.ts` in a checkout, `worker.js` in the package. */
const WORKER = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);

/** Starts the thread that computes; it does not keep the process alive. */
export function startThread(data: ThreadData): EmbeddingThread {
  const worker = new Worker(WORKER, { workerData: data });
  const waiting = new Map<number, PromiseWithResolvers<Exclude<BatchResult, { error: string }>>>();
  let batches = 0;
  let ended: Error | null = null;

  const fault = (reason: string, cause?: unknown) =>
    new CasebookError('model-unreadable', `${data.folder}/${data.model}: ${reason}.`, { cause });

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    worker.unref();
  }

  worker.unref();
  worker.on('message', (result: BatchResult) => {
    const asked = waiting.get(result.number);
    waiting.delete(result.number);
    if (waiting.size === 0) worker.unref();
    if ('error' in result) asked?.reject(fault(result.error));
    else asked?.resolve(result);
  });
  worker.on('error', (error) => end(fault(error.message, error)));
  worker.on('exit', () => end(fault('its thread ended')));

  return {
    embed(texts) {
      if (ended) return Promise.reject(ended);
      const number = batches++;
      const asked = Promise.withResolvers<Exclude<BatchResult, { error: string }>>();
      waiting.set(number, asked);
      // Who waits for vectors must not see the process end.
      worker.ref();
      worker.postMessage({ number, texts } satisfies Batch);
      return asked.promise;
    },
    async close() {
      const exited = new Promise((resolve) => worker.once('exit', resolve));
      if (!ended) {
        worker.ref();
        worker.postMessage(null);
        await exited;
      }
    },
  };
}
