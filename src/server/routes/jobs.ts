import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { cancelRequest, jobsAnswer, problem } from '../../api/index.ts';
import { presentJobs } from '../present-jobs.ts';
import type { Services } from '../services.ts';

/** What runs here, and the way to end it. */
export function jobRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/jobs',
    { schema: { summary: 'What runs, and how many jobs wait.', response: { 200: jobsAnswer, ...problems } } },
    async () => presentJobs(await services.jobs()),
  );

  api.post(
    '/api/jobs/cancel',
    {
      schema: {
        summary: 'Ask what runs to end. What it has done by then stays.',
        description: 'It ends at the next place where it can: GET /api/jobs says when it has.',
        body: cancelRequest,
        response: { 202: jobsAnswer, ...problems },
      },
    },
    async ({ body: { kind } }, reply) => {
      await services.cancel(kind);
      return reply.code(202).send(presentJobs(await services.jobs()));
    },
  );
}
