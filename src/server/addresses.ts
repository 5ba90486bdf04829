import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CasebookError } from '../domain/index.ts';

/** Says of a request that no route takes what is wrong with it, and in the answer which methods would be right. */
export type Misdirected = (request: FastifyRequest, reply: FastifyReply) => CasebookError;

/**
 * Follows which routes are made from now on.
 *
 * @returns what gives `method-not-allowed` for an address of the API that answers to other methods, and names them in
 *   `allow` as RFC 9110 asks; else `not-found`.
 */
export function watchAddresses(server: FastifyInstance): Misdirected {
  const methodsAt = new Map<string, string[]>();
  server.addHook('onRoute', ({ url, method }) => {
    if (url.startsWith('/api/')) methodsAt.set(url, [...(methodsAt.get(url) ?? []), method].flat());
  });
  return ({ url, method }, reply) => {
    const path = url.split('?')[0] ?? '/';
    const allowed = [...methodsAt]
      .flatMap(([pattern, known]) => (fits(path, pattern) ? known : []))
      .join(', ');
    if (allowed === '') return new CasebookError('not-found', path);
    reply.header('allow', allowed);
    return new CasebookError('method-not-allowed', `${path} answers to ${allowed}, not to ${method}.`);
  };
}

/** Whether a path is one of a route's pattern, in which a part that begins with a colon stands for any. */
function fits(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split('/'), pattern.split('/')];
  return (
    parts.length === wanted.length && wanted.every((part, i) => part.startsWith(':') || part === parts[i])
  );
}
