import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  cancelRequest,
  deadJobRequest,
  deadJobsAnswer,
  deadJobsQuery,
  jobsAnswer,
  problem,
} from '../../api/index.ts';
import { presentDeadJobs, presentJobs } from '../present-jobs.ts';
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

  const { deadJobs } = services;

  api.get(
    '/api/jobs/dead',
    {
      schema: {
        summary: 'Jobs that failed for good, and why.',
        description: 'They are kept until somebody runs them again or dismisses them.',
        querystring: deadJobsQuery,
        response: { 200: deadJobsAnswer, ...problems },
      },
    },
    async ({ query: { limit } }) => presentDeadJobs(await deadJobs.list(limit)),
  );

  api.post(
    '/api/jobs/dead/retry',
    {
      schema: {
        summary: 'Give a job that failed for good one more attempt.',
        description: 'Asked for again, it changes nothing until that one has failed too.',
        body: deadJobRequest,
        response: { 202: z.object({}), ...problems },
      },
    },
    async ({ body: { id } }, reply) => {
      await deadJobs.retry(id);
      return reply.code(202).send({});
    },
  );

  api.post(
    '/api/jobs/dead/discard',
    {
      schema: {
        summary: 'Let a job go that failed for good, undone.',
        body: deadJobRequest,
        response: { 200: z.object({}), ...problems },
      },
    },
    async ({ body: { id } }) => {
      await deadJobs.discard(id);
      return {};
    },
  );
}
