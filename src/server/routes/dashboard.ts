import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { CasebookError } from '../../domain/index.ts';
import type { Misdirected } from '../addresses.ts';

/** The dashboard's files, and its page for every address that the browser makes up itself. */
export async function dashboardRoutes(
  server: FastifyInstance,
  webRoot: string,
  misdirected: Misdirected,
): Promise<void> {
  const built = existsSync(join(webRoot, 'index.html'));
  if (built) {
    // File names below /assets carry a hash of their content.
    await server.register(fastifyStatic, {
      root: webRoot,
      setHeaders: (reply, path) => {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || path.startsWith('/api/')) throw misdirected(request, reply);
    if (!built) throw new CasebookError('web-not-built', webRoot);
    return reply.sendFile('index.html');
  });
}
