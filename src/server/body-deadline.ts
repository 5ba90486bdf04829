import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Ends the connection, unless the body is in by then. */
    bodyDeadline: NodeJS.Timeout | null;
  }
}

/** A mebibyte, the most that a body may have, over a slow line. */
export const BODY_MS = 30_000;

/**
 * Ends the connection of a request whose body is not in after a while, also where the request was refused already:
 * without having signed in, anybody could hold as many as there can be. A body that a route takes as a stream may come
 * as slowly as it is worked off, once whoever sends it was let in.
 */
export function limitBodies(server: FastifyInstance, patienceMs: number): void {
  server.decorateRequest('bodyDeadline', null);
  server.addHook('onRequest', async (request) => {
    const { headers, raw } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    const end = () => {
      if (!raw.complete && !raw.readableEnded) raw.socket.destroy();
    };
    const deadline = setTimeout(end, patienceMs).unref();
    raw.once('close', () => clearTimeout(deadline));
    request.bodyDeadline = deadline;
  });
  server.addHook('preHandler', async ({ bodyDeadline, routeOptions }) => {
    if (bodyDeadline && routeOptions.config?.bodyTypes) clearTimeout(bodyDeadline);
  });
}
