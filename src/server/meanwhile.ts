import type { FastifyInstance } from 'fastify';
import { listenOn } from './listen.ts';

/** What others on this machine ask of a command beside its own work. */
export interface Meanwhile {
  readonly url: string;
  /** Resolves when no request of theirs is under way: whoever closes the server then breaks none off. */
  quiet(): Promise<void>;
}

/** A stream without an end of its own: nobody waits for what it still says. */
const ENDLESS = '/api/events';

/** Listens on a free port of this machine alone. Whoever asks in process is not counted. */
export async function listenMeanwhile(server: FastifyInstance): Promise<Meanwhile> {
  let underway = 0;
  let waiting: (() => void)[] = [];
  server.server.on('request', ({ url }, response) => {
    if (url?.startsWith(ENDLESS)) return;
    underway += 1;
    response.once('close', () => {
      underway -= 1;
      if (underway > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
  });
  return {
    url: await listenOn(server, '127.0.0.1', 0),
    quiet: () => new Promise((resolve) => (underway === 0 ? resolve() : waiting.push(resolve))),
  };
}
