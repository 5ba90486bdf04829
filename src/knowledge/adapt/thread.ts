import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CasebookError, type ErrorCode } from '../../domain/index.ts';
import type { TicketTexts } from './corpus.ts';
import type { OnProgress } from './learn.ts';
import type { Outcome } from './outcome.ts';

/** What the thread is started with: files of models. */
export interface ThreadData {
  readonly base: string;
  readonly inUse: string | null;
}

export type ReadTicket = TicketTexts & { readonly updated: number };

export type ToThread =
  | { readonly kind: 'tickets'; readonly tickets: readonly ReadTicket[] }
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'taken' }
  | { readonly kind: 'progress'; readonly step: Parameters<OnProgress>[0]; done: number; total: number }
  | { readonly kind: 'learned'; readonly outcome: Outcome; readonly file: ArrayBuffer }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string };

export interface LearntModel {
  readonly outcome: Outcome;
  /** The bytes of its file. */
  readonly file: Uint8Array;
}

/** `worker.ts` in a checkout, `worker.js` in the package. */
const WORKER = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);
/** Tickets handed over at a time; the next ones wait until these are taken. */
const GROUP = 100;

/**
 * Learns in a thread of its own, so that this one goes on answering.
 *
 * @throws CasebookError `adapt-too-few-tickets`, `model-unreadable`; or the signal's reason.
 */
export async function learnInThread(
  data: ThreadData,
  tickets: AsyncIterable<ReadTicket>,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<LearntModel> {
  signal.throwIfAborted();
  const worker = new Worker(WORKER, { workerData: data });
  let answer = Promise.withResolvers<FromThread>();
  const fail = (error: unknown) => answer.reject(error);
  const abort = () => fail(signal.reason);
  signal.addEventListener('abort', abort);
  worker.on('error', fail);
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'progress') onProgress(message.step, message.done, message.total);
    else answer.resolve(message);
  });

  async function ask(message: ToThread): Promise<FromThread> {
    signal.throwIfAborted();
    answer = Promise.withResolvers();
    worker.postMessage(message);
    const given = await answer.promise;
    if (given.kind === 'failed') throw new CasebookError(given.code, given.detail);
    return given;
  }

  try {
    let group: ReadTicket[] = [];
    let read = 0;
    for await (const ticket of tickets) {
      group.push(ticket);
      read += 1;
      if (group.length < GROUP) continue;
      await ask({ kind: 'tickets', tickets: group });
      onProgress('read', read, 0);
      group = [];
    }
    await ask({ kind: 'tickets', tickets: group });
    const learned = await ask({ kind: 'end' });
    if (learned.kind !== 'learned') throw new Error(`the thread answered ${learned.kind}`);
    return { outcome: learned.outcome, file: new Uint8Array(learned.file) };
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
