import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { insightsAnswer, insightsQuery, problem } from '../../api/index.ts';
import { iso } from '../present.ts';
import type { Services } from '../services.ts';

/** Figures over many tickets. */
export function insightsRoutes(server: FastifyInstance, services: Services): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/insights',
    {
      schema: {
        summary:
          'How many tickets came and were resolved, how long that took, and how old the open ones are.',
        description: 'Over what the asker may read; each request counts anew.',
        querystring: insightsQuery,
        response: { 200: insightsAnswer, '4xx': problem, '5xx': problem },
      },
    },
    async ({ asker, query: { project: projects, per } }) => {
      const { periods, ...rest } = await services.insights({ asker, projects, per, now: Date.now() });
      return { ...rest, per, periods: periods.map((each) => ({ ...each, from: iso(each.from) })) };
    },
  );
}
