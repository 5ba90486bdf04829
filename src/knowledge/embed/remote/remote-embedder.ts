import pLimit from 'p-limit';
import { CasebookError } from '../../../domain/index.ts';
import { type OutboundOptions, outboundClient } from '../../../platform/http/index.ts';
import type { Embedder } from '../embedder.ts';
import { ask, isOutOfQuota } from './ask.ts';
import { createBreaker } from './breaker.ts';
import type { RemoteModel } from './model.ts';
import { inRequests, type OutgoingText, outgoing, shortened } from './texts.ts';

export interface RemoteOptions {
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Called with how many texts of a call were too long for the model, and lost their end. */
  readonly onCut: (texts: number) => void;
  /** For tests: they need not wait between two tries. */
  readonly wait?: OutboundOptions['wait'];
  /** For tests: epoch milliseconds. */
  readonly now?: () => number;
}

/** Somebody waits for the vector of a query: better no meaning than a late one. */
const QUERY_PATIENCE = { retries: 1, timeoutMs: 10_000 };
/** A machine without a graphics card can take this long for a request full of long texts. */
const PASSAGE_PATIENCE = { retries: 5, timeoutMs: 120_000 };
/** Every model takes it: where this is refused too, the text was not at fault. */
const HARMLESS = 'ticket';

/**
 * An embedder that asks a service: texts in as few requests as it takes, some of them at once. A request that is refused
 * for its texts is taken apart until the one at fault is found; that one is cut where it is too long. While it fails, a
 * query is not kept waiting for it.
 */
export function remoteEmbedder(
  model: RemoteModel,
  { concurrency, onCut, wait, now }: RemoteOptions,
): Embedder {
  const { baseUrl, headers } = model;
  const client = (patience: { retries: number; timeoutMs: number }) =>
    outboundClient({ baseUrl, headers, stays: isOutOfQuota, ...patience, ...(wait ? { wait } : {}) });
  const patient = client(PASSAGE_PATIENCE);
  const quick = client(QUERY_PATIENCE);
  const inTurn = pLimit(concurrency);
  const breaker = createBreaker(now);

  async function embedTogether(
    texts: readonly string[],
    as: 'query' | 'passage',
    signal: AbortSignal,
  ): Promise<Float32Array[]> {
    const http = as === 'query' ? quick : patient;
    const send = (request: readonly OutgoingText[]) =>
      ask(
        http,
        model,
        request.map(({ prefix, text }) => prefix + text),
        signal,
      );
    let cut = 0;
    let blameless = false;

    async function embed(request: readonly OutgoingText[]): Promise<readonly Float32Array[]> {
      const asked = await send(request);
      if ('vectors' in asked) {
        cut += request.filter((text) => text.cut).length;
        return asked.vectors;
      }
      if (!blameless) {
        const alone = await send([{ text: HARMLESS, prefix: '', cut: false }]);
        if ('objection' in alone) throw new CasebookError('embedder-refused', alone.objection);
        blameless = true;
      }
      const [first, ...others] = request;
      if (first && others.length === 0) {
        const shorter = asked.isLength ? shortened(first) : null;
        if (shorter) return embed([shorter]);
        throw new CasebookError('embedder-text-refused', asked.objection);
      }
      const middle = Math.ceil(request.length / 2);
      return [...(await embed(request.slice(0, middle))), ...(await embed(request.slice(middle)))];
    }

    const prepared = texts.map((text) => outgoing(text, model.prefixes[as], model.tokensPerText));
    const requests = inRequests(prepared, model);
    // A query does not wait in the queue of what is being indexed.
    const vectors = await Promise.all(
      requests.map((request) => (as === 'query' ? embed(request) : inTurn(() => embed(request)))),
    );
    if (cut > 0) onCut(cut);
    return vectors.flat();
  }

  return {
    id: model.id,
    dimensions: model.dimensions,
    remote: model.remote,
    async embed(texts, { as = 'passage', signal } = {}) {
      const failed = new AbortController();
      const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
      const meaningful = texts.flatMap((text, place) => (text.trim() === '' ? [] : [place]));
      try {
        either.throwIfAborted();
        const vectors: Float32Array[] = texts.map(() => new Float32Array(model.dimensions));
        if (meaningful.length === 0) return vectors;
        const wanted = meaningful.map((place) => texts[place] as string);
        const request = () => embedTogether(wanted, as, either);
        // What indexes waits between its tries by itself.
        const found = await (as === 'query' ? breaker.askUnlessOpen(request) : breaker.ask(request));
        for (const [position, place] of meaningful.entries())
          vectors[place] = found[position] as Float32Array;
        return vectors;
      } finally {
        // Where one request failed, the others have nobody who waits for them.
        failed.abort();
      }
    },
    async close() {
      await Promise.all([patient.close(), quick.close()]);
    },
  };
}
