import type { FastifyInstance } from 'fastify';
import { CasebookError } from '../domain/index.ts';

/** Says of a request that no route takes what is wrong with it. */
export type Misdirected = (method: string, path: string) => CasebookError;

/**
 * Follows which routes are made from now on.
 *
 * @returns what gives `method-not-allowed` for an address of the API that answers to other methods, else `not-found`.
 */
export function watchAddresses(server: FastifyInstance): Misdirected {
  const methodsAt = new Map<string, string[]>();
  server.addHook('onRoute', ({ url, method }) => {
    if (url.startsWith('/api/')) methodsAt.set(url, [...(methodsAt.get(url) ?? []), method].flat());
  });
  return (method, path) => {
    const methods = [...methodsAt].flatMap(([pattern, known]) => (fits(path, pattern) ? known : []));
    if (methods.length === 0) return new CasebookError('not-found', path);
    return new CasebookError(
      'method-not-allowed',
      `${path} answers to ${methods.join(', ')}, not to ${method}.`,
    );
  };
}

/** Whether a path is one of a route's pattern, in which a part that begins with a colon stands for any. */
function fits(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split('/'), pattern.split('/')];
  return (
    parts.length === wanted.length && wanted.every((part, i) => part.startsWith(':') || part === parts[i])
  );
}
