import type { Readable } from 'node:stream';
import { CasebookError, type ErrorCode, errorCatalogue } from '../domain/index.ts';
import { outboundClient } from '../platform/http/index.ts';
import type { Method, OpenApplication } from './application.ts';

/** The HTTP API as programs on this machine use it: that of a server on the data folder, or opened in this process. */
export interface Connection {
  /** @throws CasebookError what the API answered as a problem. */
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  patch(path: string, body: unknown): Promise<unknown>;
  delete(path: string): Promise<unknown>;
  /** The lines of an answer as they come, without their line feeds; in the order of their bytes, never held. */
  lines(path: string): AsyncIterable<string>;
  /** Sends a file, as fast as it is taken. */
  upload(path: string, body: Readable): Promise<unknown>;
  /** The same API for whoever an API key is of. It is closed by itself. */
  as(apiKey: string): Connection;
  close(): Promise<void>;
}

/** The server looks at the content itself. */
const UPLOAD_TYPE = 'application/octet-stream';
/** A running server answers when it is done. */
const PATIENCE_MS = 60 * 60_000;

/** The API of a server, for whoever the bearer is. */
export function remote(baseUrl: string, bearer: string): Connection {
  const http = outboundClient({
    baseUrl,
    headers: { authorization: `Bearer ${bearer}` },
    retries: 0,
    // An erasure takes as long as the data are large; who is tired of waiting ends the command.
    timeoutMs: PATIENCE_MS,
  });
  return {
    get: async (path) => unwrap(await http.json({ method: 'GET', path })),
    post: async (path, body) => unwrap(await http.json({ method: 'POST', path, body })),
    patch: async (path, body) => unwrap(await http.json({ method: 'PATCH', path, body })),
    delete: async (path) => unwrap(await http.json({ method: 'DELETE', path })),
    async *lines(path) {
      const { status, body } = await http.stream(path);
      yield* linesOf(status, body);
    },
    upload: async (path, body) => unwrap(await http.upload(path, UPLOAD_TYPE, body)),
    as: (apiKey) => remote(baseUrl, apiKey),
    close: () => http.close(),
  };
}

/** The API of an application in this process, which closes with it. */
export function inProcess(application: OpenApplication): Connection {
  return within(application, application.secret, () => application.close());
}

function within(application: OpenApplication, bearer: string, close: () => Promise<void>): Connection {
  const headers = { host: 'localhost', authorization: `Bearer ${bearer}` };
  const ask = async (method: Method, url: string, body?: unknown) => {
    const sent =
      body === undefined
        ? { headers }
        : { headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(body) };
    const answer = await application.server.inject({ method, url, ...sent });
    return unwrap({ status: answer.statusCode, body: JSON.parse(answer.body) });
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    delete: (path) => ask('DELETE', path),
    async *lines(url) {
      const left = new AbortController();
      try {
        const request = { method: 'GET', url, headers, payloadAsStream: true, signal: left.signal } as const;
        const answer = await application.server.inject(request);
        yield* linesOf(answer.statusCode, answer.stream());
      } finally {
        // Nothing else tells the route that nobody takes its answer any more.
        left.abort();
      }
    },
    async upload(url, payload) {
      const sent = { ...headers, 'content-type': UPLOAD_TYPE };
      const answer = await application.server.inject({ method: 'POST', url, headers: sent, payload });
      return unwrap({ status: answer.statusCode, body: JSON.parse(answer.body) });
    },
    as: (apiKey) => within(application, apiKey, async () => {}),
    close,
  };
}

/** Only a line feed ends a line: Node's own reader also stops at U+2028 and U+2029, which JSON text may hold. */
async function* linesOf(status: number, body: Readable): AsyncGenerator<string> {
  body.setEncoding('utf8');
  if (status >= 400) unwrap({ status, body: JSON.parse((await body.toArray()).join('')) });
  let rest = '';
  try {
    for await (const piece of body) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new CasebookError('export-broken', `${(error as Error).message}.`, { cause: error });
  }
}

function unwrap({ status, body }: { status: number; body: unknown }): unknown {
  if (status < 400) return body;
  const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
  // The server itself says so, before any of ours is asked.
  if (status === 503 && !(code && code in errorCatalogue))
    throw new CasebookError('request-ended', 'Whoever answered is being stopped.');
  const known = code && code in errorCatalogue ? (code as ErrorCode) : 'internal';
  throw new CasebookError(known, detail ?? `The server answered ${status}.`);
}
