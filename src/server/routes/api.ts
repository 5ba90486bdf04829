import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  filtersAnswer,
  problem,
  rebuildAnswer,
  rebuildRequest,
  recordAnswer,
  searchAnswer,
  searchQuery,
  statusAnswer,
  ticketAnswer,
  type Wire,
} from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import type { SearchFilter } from '../../knowledge/index.ts';
import type { Metrics } from '../../platform/telemetry/index.ts';
import { forEyesOf } from '../for-eyes-of.ts';
import { iso, presentFound, presentRebuild, presentStatus, presentTicket } from '../present.ts';
import type { Services } from '../services.ts';

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
      return { query: q, mode, timeZone, offset, ...presentFound(found, services.siteOf) };
    },
  );

  api.get(
    '/api/tickets/:key',
    {
      schema: {
        summary: 'A ticket with its thread, by its key or one that it had.',
        params: z.object({ key: z.string().max(255) }),
        response: { 200: ticketAnswer, ...problems },
      },
    },
    async ({ asker, params: { key } }) => {
      const { asked, key: present } = await services.askedTicket(asker, key);
      const ticket = await services.readTicket(asker, present);
      if (!ticket) throw new CasebookError('ticket-not-found', key);
      return presentTicket(ticket, asked, services.siteOf);
    },
  );

  api.get(
    '/api/tickets/:key/record',
    {
      schema: {
        summary: 'The record that a ticket was made from, as it came in.',
        description: 'By the key of the ticket or one that it had; with all that others may not see of it.',
        params: z.object({ key: z.string().max(255) }),
        response: { 200: recordAnswer, ...problems },
      },
    },
    async ({ asker, params: { key } }) => {
      const line = await services.readRecord(asker, (await services.askedTicket(asker, key)).key);
      if (!line) throw new CasebookError('ticket-not-found', key);
      const { source, format, externalId, fetchedAt, body } = line.record;
      return { line: line.seq, source, format, externalId, fetchedAt: iso(fetchedAt), record: body };
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

/** What parameters beside the query demand: in each field any of the values given. */
function chosenFilter(query: Wire<typeof searchQuery>): SearchFilter {
  const choices = [
    { field: 'project', anyOf: query.project },
    { field: 'site', anyOf: query.site },
    { field: 'type', anyOf: query.type },
    { field: 'statusCategory', anyOf: query.status },
    { field: 'status', anyOf: query.statusName },
    { field: 'priority', anyOf: query.priority },
    { field: 'label', anyOf: query.label },
    { field: 'component', anyOf: query.component },
  ] as const;
  return choices.flatMap(({ field, anyOf }) => (anyOf ? [{ field, anyOf }] : []));
}
