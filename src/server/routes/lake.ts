import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  compactionAnswer,
  compactionRequest,
  erasureAnswer,
  erasureRequest,
  lakeAnswer,
  problem,
} from '../../api/index.ts';
import { presentErasure, presentLake } from '../present-lake.ts';
import type { Services } from '../services.ts';

/** The lake: what it holds, and the two ways in which something leaves it. */
export function lakeRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/lake',
    { schema: { summary: 'What the lake holds.', response: { 200: lakeAnswer, ...problems } } },
    async () => presentLake(await services.lakeOverview()),
  );

  api.post(
    '/api/lake/compactions',
    {
      schema: {
        summary: 'Drop older states of tickets from the lake.',
        body: compactionRequest,
        response: { 200: compactionAnswer, ...problems },
      },
    },
    ({ body: { keepDays } }) => services.compactLake(Date.now() - keepDays * 86_400_000),
  );

  api.post(
    '/api/erasures',
    {
      schema: {
        summary: 'Erase a ticket, a person, or what was resolved before a day, from all that is stored.',
        description: 'Answers when no file of the installation holds it any more; that can take minutes.',
        body: erasureRequest,
        response: { 200: erasureAnswer, ...problems },
      },
    },
    async ({ body: { subject, dryRun } }) => {
      const request =
        subject.kind === 'expiry'
          ? { kind: subject.kind, resolvedBefore: Date.parse(subject.resolvedBefore) }
          : subject;
      const plan = await (dryRun ? services.planErasure(request) : services.erase(request));
      return presentErasure(plan, !dryRun);
    },
  );
}
