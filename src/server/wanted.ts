import type { FastifyInstance, FastifyReply } from 'fastify';
import { CasebookError } from '../domain/index.ts';

/** Aborts when the server begins to stop, which must not wait for what takes long. */
export function stoppingOf(server: FastifyInstance): AbortSignal {
  const stopping = new AbortController();
  server.addHook('preClose', async () =>
    stopping.abort(new CasebookError('request-ended', 'Casebook is being stopped.')),
  );
  return stopping.signal;
}

/** Aborts when nobody waits for the answer any more, or with `stopping`. */
export function whileWanted(reply: FastifyReply, stopping: AbortSignal): AbortSignal {
  const gone = new AbortController();
  // The response and not the request: that one closes as soon as its body was read.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished)
      gone.abort(new CasebookError('request-ended', 'Whoever asked went away.'));
  });
  return AbortSignal.any([gone.signal, stopping]);
}
