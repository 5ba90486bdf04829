import { addAbortSignal, type Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { IMPORT_TYPES, importAnswer, importQuery, problem } from '../../api/index.ts';
import { presentImport } from '../present.ts';
import type { Services } from '../services.ts';
import { stoppingOf } from '../wanted.ts';

/**
 * `POST /api/import`: the one route whose body is a stream. It has no limit, because it is read only as fast as its
 * tickets are taken, and never held.
 */
export async function importRoute(server: FastifyInstance, services: Services): Promise<void> {
  const stopping = stoppingOf(server);

  // Of its own: every other route goes on to take JSON alone, parsed and limited.
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...IMPORT_TYPES], (_request, body, done) => done(null, body));
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/api/import',
      {
        config: { bodyTypes: IMPORT_TYPES },
        schema: {
          summary: 'Take the tickets of a file: JSON of REST v2 or v3, or a CSV export, compressed or not.',
          description: 'Answers when every record has been disposed of; GET /api/sync shows how far it is.',
          consumes: [...IMPORT_TYPES],
          querystring: importQuery,
          body: z.any().meta({ type: 'string', format: 'binary' }),
          response: { 200: importAnswer, '4xx': problem, '5xx': problem },
        },
      },
      async ({ body, query: { format, timeZone, dateOrder, project } }) => {
        const upload = addAbortSignal(stopping, body as Readable);
        // The answer goes over the connection that the upload came on: ending early must not cut it.
        const input = upload.iterator({ destroyOnReturn: false });
        try {
          const outcome = await services.importFile(input, {
            format: format ?? null,
            timeZone,
            dateOrder: dateOrder ?? null,
            projects: project ?? [],
          });
          return presentImport(outcome);
        } finally {
          // A browser reads no answer before it has sent everything: what nobody wants is taken and let go.
          upload.resume();
        }
      },
    );
  });
}
