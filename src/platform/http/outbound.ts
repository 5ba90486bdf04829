import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { askedToWait } from './asked-to-wait.ts';
import { openAgent, proxyBlame } from './proxy.ts';
import { type RateLimitTold, rateLimitTold } from './rate-limit-told.ts';
import { LONGEST_PAUSE_MS, type Throttle } from './throttle.ts';

/** A client for one configured host. Nothing in Casebook reaches the network in another way. */
export interface OutboundClient {
  /**
   * Sends a request below the base address and reads the whole JSON answer, whatever its status.
   *
   * @throws Error where, after all tries, the host cannot be reached or breaks off, where the answer is too large, an
   * `AbortError` once the client is closed, and the reason of the request's signal once that is aborted.
   */
  json(request: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * Sends a request once and gives its answer as it comes, however much that is and however slowly it is taken.
   *
   * @throws Error where the host cannot be reached; the stream fails where the host breaks off.
   */
  stream(path: string): Promise<OutboundStream>;
  /**
   * Sends a stream, as fast as it is taken and however long that is, once: it cannot be read a second time.
   *
   * @throws Error where the host cannot be reached or ends the connection.
   */
  upload(path: string, contentType: string, body: Readable): Promise<OutboundAnswer>;
  /** Ends requests under way and waits between tries at once. */
  close(): Promise<void>;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly body?: unknown;
  /** Takes the body of an answer of 200 as its bytes, and not as JSON: null where there are more. */
  readonly raw?: { readonly mostBytes: number };
  /** Gives up this request alone, also while it waits between two tries. */
  readonly signal?: AbortSignal | undefined;
}

export interface OutboundAnswer {
  readonly status: number;
  /** The parsed body; undefined where it is not JSON. A `Uint8Array` or null where it was asked for raw. */
  readonly body: unknown;
  /** How many times it was asked until this answer was taken. */
  readonly tries: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How long the host asks to be left alone, in milliseconds; null where it says nothing of it. */
  readonly retryAfterMs: number | null;
}

export interface OutboundStream {
  readonly status: number;
  readonly body: Readable;
  /** Where a redirect points, for who knows the host; null where there is none. */
  readonly location: string | null;
}

export interface OutboundOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Times a request, of whatever method, may be sent again after a refusal that passes or a broken connection. */
  readonly retries?: number;
  /** How long a host may be silent, in milliseconds. */
  readonly timeoutMs?: number;
  /** Of an answer whose status passes as a rule: whether this one stays, and asking again is in vain. */
  readonly stays?: (answer: Pick<OutboundAnswer, 'status' | 'body'>) => boolean;
  /** Longer answers are not read. */
  readonly maxAnswerBytes?: number;
  /** Says when each request of `json` may be sent, each try of it; at once without it. */
  readonly throttle?: Throttle;
  /** Waits between two tries, until the signal aborts; a test need not wait. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** The largest documented Jira answers stay far below. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 30_000;

/** Statuses of RFC 9110 and RFC 6585 that say "not now". */
const passing = new Set([429, 500, 502, 503, 504]);

/**
 * Times an answer of 200 that is not JSON is asked for again: a body that was cut short or a proxy's page of maintenance
 * passes, a login page stays.
 */
const GARBLED_RETRIES = 3;

/** Codes of Node and undici for connections that could not be made, or broke off or fell silent. */
const brokenConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_SOCKET',
]);

/**
 * A client that sends its headers (credentials among them) to the host of `baseUrl` only: redirects are not followed.
 * Requests that fail in passing, and answers that were cut short, are repeated after a back-off that doubles, or after `Retry-After` where the host says
 * so, both with jitter, so that waiting requests do not return all at once.
 *
 * Other machines are reached through the proxy that HTTPS_PROXY or HTTP_PROXY names, but for those of NO_PROXY; Node
 * itself trusts the certificates of NODE_EXTRA_CA_CERTS.
 *
 * @throws CasebookError `config-invalid` where such a variable names no address.
 */
export function outboundClient(options: OutboundOptions): OutboundClient {
  const {
    retries = 5,
    timeoutMs = 30_000,
    stays = () => false,
    maxAnswerBytes = MAX_ANSWER_BYTES,
    wait = waitFor,
  } = options;
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const closed = new AbortController();
  const agent = openAgent(base, {
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
  // What is not held needs no limit; how long its parts take to come is the matter of who asked for so much.
  const unlimited = openAgent(base, { connectTimeout: timeoutMs, headersTimeout: 0, bodyTimeout: 0 });

  /** Sends a request one time, with these timeouts where they differ from the client's. */
  async function send(
    { method, path, raw, signal }: Omit<OutboundRequest, 'body'>,
    payload: { readonly type?: string; readonly body?: string | Readable },
    timeouts: { readonly headersTimeout?: number; readonly bodyTimeout?: number } = {},
  ): Promise<Omit<OutboundAnswer, 'tries'> & { readonly told: RateLimitTold }> {
    const answer = await agent.request({
      origin: base.origin,
      path: prefix + path,
      method,
      signal: signal ? AbortSignal.any([closed.signal, signal]) : closed.signal,
      headers: {
        accept: raw ? '*/*' : 'application/json',
        ...options.headers,
        ...(payload.type === undefined ? {} : { 'content-type': payload.type }),
      },
      ...(payload.body === undefined ? {} : { body: payload.body }),
      ...timeouts,
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      retryAfterMs: askedToWait(answer.statusCode, answer.headers),
      told: rateLimitTold(answer.headers),
      body:
        raw && answer.statusCode === 200
          ? await bytesOf(answer.body, raw.mostBytes)
          : parse(await answer.body.text()),
    };
  }

  const once = ({ body, ...request }: OutboundRequest) =>
    send(request, body === undefined ? {} : { type: 'application/json', body: JSON.stringify(body) });
  function failureOf(error: unknown, tries = 1): Error {
    const reason = `${reasonOf(error)}${proxyBlame(base, error)}`;
    return new Error(tries > 1 ? `${reason}, after ${tries} tries` : reason, { cause: error });
  }
  const inTurn = (request: OutboundRequest, signal: AbortSignal) =>
    options.throttle?.run(kindOf(request), signal, () => once(request)) ?? once(request);

  return {
    async json(request) {
      const signal = request.signal ? AbortSignal.any([closed.signal, request.signal]) : closed.signal;
      let garbled = 0;
      for (let tries = 1; ; tries += 1) {
        signal.throwIfAborted();
        let pause: number | null;
        try {
          const answer = await inTurn(request, signal);
          pause = answer.retryAfterMs;
          const isGarbled = answer.status === 200 && answer.body === undefined;
          if (isGarbled) garbled += 1;
          const mayPass = isGarbled
            ? garbled <= GARBLED_RETRIES
            : passing.has(answer.status) && !stays(answer);
          const final = !mayPass || (pause ?? 0) > LONGEST_PAUSE_MS;
          if (final || tries > retries) return { ...answer, tries };
        } catch (error) {
          signal.throwIfAborted();
          const code = (error as { code?: unknown } | null)?.code;
          if (tries > retries || !brokenConnection.has(String(code))) throw failureOf(error, tries);
          pause = null;
        }
        await wait(jittered(pause, tries), signal).catch((error) => {
          signal.throwIfAborted();
          throw error;
        });
      }
    },
    async stream(path) {
      const { statusCode, headers, body } = await unlimited.request({
        origin: base.origin,
        path: prefix + path,
        method: 'GET',
        signal: closed.signal,
        headers: options.headers,
      });
      return { status: statusCode, body, location: [headers.location].flat()[0] ?? null };
    },
    async upload(path, type, body) {
      closed.signal.throwIfAborted();
      try {
        // The answer comes when all has been taken, which may be long after all was sent.
        const patient = { headersTimeout: 0, bodyTimeout: 0 };
        return { ...(await send({ method: 'POST', path }, { type, body }, patient)), tries: 1 };
      } catch (error) {
        closed.signal.throwIfAborted();
        throw failureOf(error);
      }
    },
    async close() {
      closed.abort();
      await Promise.all([agent.destroy(), unlimited.destroy()]);
    },
  };
}

/** Requests of one kind differ in the numbers in their paths alone. */
function kindOf({ method, path }: OutboundRequest): string {
  return `${method} ${path.replace(/\?.*/, '').replace(/\d+/g, '#')}`;
}

/** Never sooner than the host asks; else between half and all of the back-off after so many tries. */
function jittered(retryAfterMs: number | null, tries: number): number {
  if (retryAfterMs !== null) return retryAfterMs * (1 + Math.random() / 10);
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (tries - 1), LONGEST_BACK_OFF_MS) * (1 - Math.random() / 2);
}

function waitFor(ms: number, signal: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, { signal });
}

/** The innermost reason: Node wraps refused connections several times. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Null where there are more: the rest is not waited for. */
async function bytesOf(body: Readable, most: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    // Leaving the loop ends the connection.
    if (length > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
