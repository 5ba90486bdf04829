import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  ledgerAnswer,
  ledgerQuery,
  ledgerRequest,
  problem,
  progressAnswer,
  runAnswer,
  syncPreview,
  syncRequest,
} from '../../api/index.ts';
import { forEyesOf } from '../for-eyes-of.ts';
import { presentPreview, presentProgress, presentRun } from '../present.ts';
import { presentLedger } from '../present-ledger.ts';
import type { Services } from '../services.ts';

/** Tickets come from Jira, and are held against it. */
export function syncRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/sync',
    { schema: { summary: 'Where the newest sync stands.', response: { 200: progressAnswer, ...problems } } },
    async ({ asker }) => presentProgress(forEyesOf(asker, await services.progress())),
  );

  api.post(
    '/api/sync',
    {
      schema: {
        summary: 'Begin to read what changed in Jira.',
        body: syncRequest,
        response: { 202: runAnswer, ...problems },
      },
    },
    async ({ body }, reply) => reply.code(202).send(presentRun(await services.startSync(body))),
  );

  api.post(
    '/api/sync/preview',
    {
      schema: {
        summary: 'Say what a sync would read.',
        body: syncRequest,
        response: { 200: syncPreview, ...problems },
      },
    },
    async ({ body }) => presentPreview(await services.previewSync(body)),
  );

  api.post(
    '/api/sync/verify',
    {
      schema: {
        summary: 'Begin to compare all tickets with Jira’s, and to mend what differs.',
        description: 'GET /api/sync shows how far it is, GET /api/sync/ledger what it found.',
        body: ledgerRequest,
        response: { 202: runAnswer, ...problems },
      },
    },
    async ({ body }, reply) => reply.code(202).send(presentRun(await services.startVerify(body))),
  );

  api.get(
    '/api/sync/ledger',
    {
      schema: {
        summary: 'Jira’s tickets against those here, by project and day of creation.',
        querystring: ledgerQuery,
        response: { 200: ledgerAnswer, ...problems },
      },
    },
    async ({ query: { project, site } }) => presentLedger(await services.ledger(site), project),
  );
}
