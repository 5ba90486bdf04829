import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  calibrationAnswer,
  calibrationRequest,
  problem,
  similarAnswer,
  similarQuery,
  triageAnswer,
  triageQuery,
} from '../../api/index.ts';
import { presentCalibration, presentSimilar, presentTriage } from '../present-similar.ts';
import type { Services } from '../services.ts';
import { stoppingOf, whileWanted } from '../wanted.ts';

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** Which tickets are one matter: of one ticket, and among the newest. */
export function similarRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };
  const stopping = stoppingOf(server);

  api.get(
    '/api/tickets/:key/similar',
    {
      schema: {
        summary: 'The tickets that are most probably duplicates of one, and why.',
        params: z.object({ key: z.string().max(255) }),
        querystring: similarQuery,
        response: { 200: similarAnswer, ...problems },
      },
    },
    async ({ asker, params: { key }, query: { limit } }) =>
      presentSimilar(
        await services.similarTickets({ asker, key: (await services.askedTicket(asker, key)).key, limit }),
        services.siteOf,
      ),
  );

  api.get(
    '/api/triage',
    {
      schema: {
        summary: 'For each of the newest tickets the earlier one that it is most probably a duplicate of.',
        description: 'One at a time: further requests wait for their turn.',
        querystring: triageQuery,
        response: { 200: triageAnswer, ...problems },
      },
    },
    async ({ asker, query: { since: given, minProbability, limit } }, reply) => {
      const since = given === undefined ? Date.now() - THIRTY_DAYS_MS : Date.parse(given);
      const signal = whileWanted(reply, stopping);
      return presentTriage(
        await services.triage({ asker, since, minProbability, limit, signal }),
        services.siteOf,
      );
    },
  );

  api.post(
    '/api/calibration',
    {
      schema: {
        summary: 'Learn anew how probably pairs of tickets are duplicates.',
        description:
          'Takes about a minute for each thousand tickets, at most two thousand of them; one at a time. ' +
          'It ends with the connection that asked for it.',
        body: calibrationRequest,
        response: { 200: calibrationAnswer, ...problems },
      },
    },
    async ({ asker, body: { action } }, reply) => {
      if (action === 'learn') {
        const signal = whileWanted(reply, stopping);
        return { outcome: presentCalibration(await services.calibrate({ asker, signal })) };
      }
      await services.resetCalibration();
      return { outcome: null };
    },
  );
}
