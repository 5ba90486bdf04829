import type { Readable } from 'node:stream';
import { CasebookError, type ErrorCode, errorCatalogue } from '../domain/index.ts';
import type { Config } from '../platform/config/index.ts';
import { announcedServer, type InstallationKind, installationKind } from '../platform/data-folder/index.ts';
import { outboundClient } from '../platform/http/index.ts';
import type { Host, OpenApplication } from './host.ts';

/** The HTTP API as commands use it: of a server that runs on the data folder, or opened for this one command. */
export interface Connection {
  /** @throws CasebookError what the API answered as a problem. */
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** Sends a file, as fast as it is taken. */
  upload(path: string, body: Readable): Promise<unknown>;
  close(): Promise<void>;
}

/** The server looks at the content itself. */
const UPLOAD_TYPE = 'application/octet-stream';

/**
 * Talks to the server that holds the data folder where there is one, and opens the data itself where there is none.
 * A server that died without saying so is recognised by its silence.
 */
export async function connect(host: Host, config: Config): Promise<Connection> {
  const running = await runningServer(config.CASEBOOK_DATA_DIR);
  if (running) return running;
  const kind: InstallationKind = installationKind(config.CASEBOOK_DATA_DIR) ?? 'real';
  return inProcess(await host.open(config, kind));
}

async function runningServer(folder: string): Promise<Connection | null> {
  const announced = announcedServer(folder);
  if (!announced) return null;
  const http = outboundClient({
    baseUrl: announced.url,
    headers: { authorization: `Bearer ${announced.secret}` },
    retries: 0,
  });
  try {
    await http.json({ method: 'GET', path: '/healthz' });
  } catch {
    await http.close();
    return null;
  }
  return {
    get: async (path) => unwrap(await http.json({ method: 'GET', path })),
    post: async (path, body) => unwrap(await http.json({ method: 'POST', path, body })),
    upload: async (path, body) => unwrap(await http.upload(path, UPLOAD_TYPE, body)),
    close: () => http.close(),
  };
}

/** The API of an application in this process. */
export function inProcess(application: OpenApplication): Connection {
  const headers = { host: 'localhost', authorization: `Bearer ${application.secret}` };
  const ask = async (method: 'GET' | 'POST', url: string, body?: unknown) => {
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
    async upload(url, payload) {
      const sent = { ...headers, 'content-type': UPLOAD_TYPE };
      const answer = await application.server.inject({ method: 'POST', url, headers: sent, payload });
      return unwrap({ status: answer.statusCode, body: JSON.parse(answer.body) });
    },
    close: () => application.close(),
  };
}

function unwrap({ status, body }: { status: number; body: unknown }): unknown {
  if (status < 400) return body;
  const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
  const known = code && code in errorCatalogue ? (code as ErrorCode) : 'internal';
  throw new CasebookError(known, detail ?? `The server answered ${status}.`);
}
