import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  filtersAnswer,
  problem,
  progressAnswer,
  rebuildAnswer,
  rebuildRequest,
  runAnswer,
  searchAnswer,
  searchQuery,
  statusAnswer,
  ticketAnswer,
  type Wire,
} from '../../api/index.ts';
import { type Asker, CasebookError } from '../../domain/index.ts';
import type { SearchFilter } from '../../knowledge/index.ts';
import type { Metrics } from '../../platform/telemetry/index.ts';
import {
  presentFound,
  presentProgress,
  presentRebuild,
  presentRun,
  presentStatus,
  presentTicket,
} from '../present.ts';
import type { Progress, Services } from '../services.ts';

/** Everything under `/api`. Rules live in the capabilities; a route reads the request, asks, and presents. */
export function apiRoutes(server: FastifyInstance, services: Services, metrics: Metrics): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/search',
    {
      schema: {
        summary: 'Find tickets by words and meaning.',
        querystring: searchQuery,
        response: { 200: searchAnswer, ...problems },
      },
    },
    async ({ asker, query }) => {
      const started = performance.now();
      const { q, mode, sort, limit, offset, timeZone, facet: facets } = query;
      const filter = chosenFilter(query);
      const found = await services.search({
        asker,
        query: q,
        mode,
        filter,
        limit,
        offset,
        sort,
        facets,
        timeZone,
      });
      metrics.observeSearch(mode, (performance.now() - started) / 1000);
      return { query: q, mode, timeZone, offset, ...presentFound(found, services.siteUrl()) };
    },
  );

  api.get(
    '/api/tickets/:key',
    {
      schema: {
        summary: 'A ticket with its thread.',
        params: z.object({ key: z.string().max(255) }),
        response: { 200: ticketAnswer, ...problems },
      },
    },
    async ({ asker, params: { key } }) => {
      const ticket = await services.readTicket(asker, key.toUpperCase());
      if (!ticket) throw new CasebookError('ticket-not-found', key);
      return presentTicket(ticket, services.siteUrl());
    },
  );

  api.get(
    '/api/filters',
    {
      schema: { summary: 'What searches can be narrowed to.', response: { 200: filtersAnswer, ...problems } },
    },
    ({ asker }) => services.filterChoices(asker),
  );

  api.get(
    '/api/status',
    {
      schema: {
        summary: 'The installation: what came in, what became of it, what the index holds.',
        response: { 200: statusAnswer, ...problems },
      },
    },
    async ({ asker }) => presentStatus(forEyesOf(asker, await services.status())),
  );

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
        body: z.object({}),
        response: { 202: runAnswer, ...problems },
      },
    },
    async (_request, reply) => reply.code(202).send(presentRun(await services.startSync())),
  );

  api.get(
    '/api/rebuild',
    {
      schema: {
        summary: 'Where the newest rebuild stands, and which indexes there are.',
        response: { 200: rebuildAnswer, ...problems },
      },
    },
    async () => presentRebuild(await services.rebuild()),
  );

  api.post(
    '/api/rebuild',
    {
      schema: {
        summary: 'Make tickets and index anew from the lake, or go back to the index before.',
        body: rebuildRequest,
        response: { 202: rebuildAnswer, ...problems },
      },
    },
    async ({ body: { action } }, reply) => {
      if (action === 'forget') await services.forgetPreviousIndex();
      else await services.startRebuild(action);
      return reply.code(202).send(presentRebuild(await services.rebuild()));
    },
  );
}

/** What went wrong can name tickets, addresses and folders: those are for operators. */
function forEyesOf<T extends Progress>(asker: Asker, progress: T): T {
  if (asker.kind === 'operator') return progress;
  const { run, trouble } = progress;
  const detail = 'An operator sees the details.';
  return {
    ...progress,
    ...('lakeCut' in progress && { lakeCut: null }),
    ...('rebuild' in progress && { rebuild: null }),
    run: run && { ...run, error: run.error && { code: run.error.code, detail } },
    trouble: trouble && new CasebookError(trouble.code, detail),
  };
}

/** What parameters beside the query demand: in each field any of the values given. */
function chosenFilter(query: Wire<typeof searchQuery>): SearchFilter {
  const choices = [
    { field: 'project', anyOf: query.project },
    { field: 'type', anyOf: query.type },
    { field: 'statusCategory', anyOf: query.status },
    { field: 'status', anyOf: query.statusName },
    { field: 'priority', anyOf: query.priority },
    { field: 'label', anyOf: query.label },
    { field: 'component', anyOf: query.component },
  ] as const;
  return choices.flatMap(({ field, anyOf }) => (anyOf ? [{ field, anyOf }] : []));
}
