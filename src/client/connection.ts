import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { CasebookError, type ErrorCode, errorCatalogue } from '../domain/index.ts';
import type { Config, LoadedConfig } from '../platform/config/index.ts';
import { type AnnouncedServer, announcedServer, installationKind } from '../platform/data-folder/index.ts';
import { outboundClient } from '../platform/http/index.ts';
import type { ApplicationHost, Method, OpenApplication } from './application.ts';

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
/** Another short command holds the folder for about a second; after this time it is no short command. */
const FOLDER_PATIENCE_MS = 5000;
/** A running server answers when it is done. */
const PATIENCE_MS = 60 * 60_000;
/** A server on this machine says who it is within milliseconds, unless it is stopped or not ours. */
const GREETING_MS = 2000;

/**
 * Talks to the server that holds the data folder where there is one, and opens the data itself where there is none.
 * Short uses that open it at the same time wait for each other.
 *
 * @throws CasebookError `data-folder-busy` where another process holds the folder for long and does not answer.
 */
export async function connect(host: ApplicationHost, { config, origins }: LoadedConfig): Promise<Connection> {
  // What goes wrong is said as a message; the log would say it again, in JSON.
  const quiet: Config =
    origins.CASEBOOK_LOG_LEVEL === 'default' ? { ...config, CASEBOOK_LOG_LEVEL: 'silent' } : config;
  const folder = config.CASEBOOK_DATA_DIR;
  const deadline = Date.now() + FOLDER_PATIENCE_MS;
  for (;;) {
    const running = await runningServer(folder);
    if (running) return running;
    try {
      return inProcess(await host.open(quiet, installationKind(folder) ?? 'real'));
    } catch (error) {
      const busy = error instanceof CasebookError && error.code === 'data-folder-busy';
      if (!busy || Date.now() > deadline) throw error;
    }
    await setTimeout(50);
  }
}

async function runningServer(folder: string): Promise<Connection | null> {
  const announced = announcedServer(folder);
  if (!announced || !(await greets(announced))) return null;
  return remote(announced.url, announced.secret);
}

/** The API of a server, for whoever the bearer is. */
function remote(baseUrl: string, bearer: string): Connection {
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

/**
 * Whether the announced process is the one that answers at its address. Asked before the secret is sent, and without
 * the outbound client: that one is patient with a silent host, and waits for it even to close.
 */
async function greets({ url, instance }: AnnouncedServer): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(GREETING_MS),
    });
    const greeting = (await answer.json()) as { instance?: unknown } | null;
    return answer.status === 200 && greeting?.instance === instance;
  } catch {
    return false;
  }
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
  const known = code && code in errorCatalogue ? (code as ErrorCode) : 'internal';
  throw new CasebookError(known, detail ?? `The server answered ${status}.`);
}
