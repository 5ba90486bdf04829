import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CasebookError } from '../domain/index.ts';

/**
 * Refuses requests to the API with parameters in their query that their route does not know: one that is mistyped
 * would be passed over in silence, and the answer be to another question.
 */
export function refuseUnknownParameters(server: FastifyInstance): void {
  server.addHook('preValidation', async ({ query, routeOptions: { url, schema } }) => {
    if (!url?.startsWith('/api/')) return;
    // One whose query others write, and add to.
    if (schema?.querystring instanceof z.ZodObject && schema.querystring.def.catchall) return;
    const known = schema?.querystring instanceof z.ZodObject ? Object.keys(schema.querystring.shape) : [];
    const unknown = Object.keys(query as object).filter((name) => !known.includes(name));
    if (unknown.length === 0) return;
    const takes = known.length > 0 ? `it takes ${known.join(', ')}` : 'it takes none';
    throw new CasebookError(
      'request-invalid',
      `querystring: ${url} does not know ${unknown.join(', ')}; ${takes}.`,
    );
  });
}
