import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { adaptAnswer, adaptRequest, problem } from '../../api/index.ts';
import { presentAdaptation } from '../present-adapt.ts';
import type { Services } from '../services.ts';

/** The search model learns the language of the installation. */
export function adaptRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/adapt',
    {
      schema: {
        summary: 'Which search model is in use, and where the newest adaptation stands.',
        response: { 200: adaptAnswer, ...problems },
      },
    },
    async () => presentAdaptation(await services.adaptation()),
  );

  api.post(
    '/api/adapt',
    {
      schema: {
        summary: 'Train the search model on the tickets here, or go back to the one that ships.',
        body: adaptRequest,
        response: { 202: adaptAnswer, ...problems },
      },
    },
    async ({ body: { action } }, reply) => {
      await services.startAdaptation(action);
      return reply.code(202).send(presentAdaptation(await services.adaptation()));
    },
  );
}
