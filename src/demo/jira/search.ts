import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { DemoCompany } from '../company/company.ts';
import type { DemoTicket } from '../company/model.ts';
import { JqlError } from '../jql/error.ts';
import { findTickets } from '../jql/evaluate.ts';
import { parseJql } from '../jql/parse.ts';
import { issueJson } from './issue.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { type Selection, selectFields } from './selection.ts';
import { refuse, type Site } from './site.ts';

const fieldList = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const listQuery = z.object({
  jql: z.string().optional(),
  nextPageToken: z.string().optional(),
  maxResults: z.coerce.number().int().min(0).optional(),
  fields: fieldList.optional(),
  expand: z.string().optional(),
});
const listBody = listQuery.extend({
  maxResults: z.number().int().min(0).nullish(),
  nextPageToken: z.string().nullish(),
  /** Issues that are looked at as they are, whatever the search index knows. */
  reconcileIssues: z.array(z.number().int()).max(50).nullish(),
});

type ListRequest = z.infer<typeof listQuery> | z.infer<typeof listBody>;

/** Jira's page limits: ids and keys come by the thousand, whole issues by the hundred. */
const pageLimit = (selection: Selection) => (selection.kind === 'fields' ? 100 : 5000);

const removed =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

/**
 * The company as the search index knows it, which trails what happened: a ticket that was made or changed within the lag
 * is not there yet, or as it was before.
 */
function trailingIndex(site: Site): (present: ReadonlySet<string>) => DemoCompany {
  const indexed = new Map<string, DemoTicket>();
  return (present) => {
    const { company, now, indexLagMs } = site;
    if (indexLagMs === 0) return company;
    const until = now().getTime() - indexLagMs;
    for (const ticket of company.tickets) if (ticket.updated <= until) indexed.set(ticket.id, ticket);
    const tickets = company.tickets.flatMap((ticket) =>
      present.has(ticket.id) ? ticket : (indexed.get(ticket.id) ?? []),
    );
    return Object.create(company, { tickets: { value: tickets } });
  };
}

/** Remembers the last few answers: each page of a walk asks for the same list again. */
function searcher(site: Site) {
  const company = trailingIndex(site);
  const remembered = new Map<string, readonly DemoTicket[]>();
  return (jql: string, present: readonly number[] = []): readonly DemoTicket[] => {
    const query = parseJql(jql);
    if (!query.where) {
      throw new JqlError(
        'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
      );
    }
    const now = site.now().getTime();
    const key = [site.company.revision, now, site.indexLagMs, site.timeZone, present, jql].join(' ');
    const known = remembered.get(key);
    if (known) return known;
    const found = findTickets(query, {
      company: company(new Set(present.map(String))),
      accountId: site.account.accountId,
      now,
      timeZone: site.timeZone,
    });
    if (remembered.size >= 8) remembered.delete(remembered.keys().next().value!);
    remembered.set(key, found);
    return found;
  };
}

/** The search endpoints: `/search/jql`, `/search/approximate-count`, and the removed `/search`. */
export function addSearchRoutes(app: FastifyInstance, site: Site): void {
  const search = searcher(site);

  function list(request: ListRequest, reply: FastifyReply) {
    let jql = request.jql ?? '';
    let offset = 0;
    if (request.nextPageToken) {
      const position = readPageToken(request.nextPageToken);
      if (!position || (request.jql !== undefined && request.jql !== position.jql)) {
        return refuse(reply, 400, 'The provided next page token is invalid or expired.');
      }
      ({ jql, offset } = position);
    }
    const selection = selectFields(request.fields, 'id', request.expand);
    const size = Math.min(request.maxResults ?? 50, pageLimit(selection), site.mostPerPage);
    const found = search(jql, ('reconcileIssues' in request && request.reconcileIssues) || []);
    const page = found.slice(offset, offset + size);
    const isLast = size === 0 || offset + size >= found.length;
    return reply.send({
      issues: page.map((ticket) => issueJson(ticket, selection, site.company, site.base())),
      ...(isLast ? {} : { nextPageToken: pageToken({ jql, offset: offset + size }) }),
      isLast,
    });
  }

  app.get('/rest/api/3/search/jql', (request, reply) => list(listQuery.parse(request.query), reply));
  app.post('/rest/api/3/search/jql', (request, reply) => list(listBody.parse(request.body), reply));
  app.post('/rest/api/3/search/approximate-count', (request, reply) => {
    const { jql } = z.object({ jql: z.string().default('') }).parse(request.body);
    return reply.send({ count: search(jql).length });
  });
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: '/rest/api/3/search',
      handler: (_request, reply) => refuse(reply, 410, removed),
    });
  }
}
