import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, interceptors } from 'undici';

/** A client for one configured host. Nothing in Casebook reaches the network in another way. */
export interface OutboundClient {
  /**
   * Sends a request below the base address and reads the whole JSON answer.
   *
   * @throws Error where the host cannot be reached, or still refuses in passing (429, 5xx) after all retries.
   */
  json(request: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * Sends a stream, as fast as it is taken and however long that is, once: it cannot be read a second time.
   *
   * @throws Error where the host cannot be reached or ends the connection.
   */
  upload(path: string, contentType: string, body: Readable): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly body?: unknown;
}

export interface OutboundAnswer {
  readonly status: number;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
}

export interface OutboundOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Times a request may be sent again after a refusal that passes (429, 5xx) or a broken connection. */
  readonly retries?: number;
}

/** Answers longer than this are not read: the largest documented Jira answers stay far below. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * A client that sends its headers (credentials among them) to the host of `baseUrl` only: redirects are not followed.
 * Requests that fail in passing are repeated with exponential back-off, or after `Retry-After` where the host says so.
 */
export function outboundClient({ baseUrl, headers, retries = 5 }: OutboundOptions): OutboundClient {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const agent = new Agent({ headersTimeout: 30_000, bodyTimeout: 30_000, maxResponseSize: MAX_ANSWER_BYTES });
  const dispatcher: Dispatcher = agent.compose(
    interceptors.retry({
      maxRetries: retries,
      minTimeout: 250,
      maxTimeout: 30_000,
      retryAfter: true,
      methods: ['GET', 'POST'],
      statusCodes: [429, 500, 502, 503, 504],
    }),
  );
  return {
    async json({ method, path, body }) {
      const answer = await dispatcher.request({
        origin: base.origin,
        path: prefix + path,
        method,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: parse(await answer.body.text()) };
    },
    async upload(path, contentType, body) {
      const answer = await agent.request({
        origin: base.origin,
        path: prefix + path,
        method: 'POST',
        headers: { accept: 'application/json', ...headers, 'content-type': contentType },
        body,
        // The answer comes when all has been taken, which may be long after all was sent.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { status: answer.statusCode, body: parse(await answer.body.text()) };
    },
    close: () => agent.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
