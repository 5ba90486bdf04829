import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { issueJson } from './issue.ts';
import { commentJson, worklogJson } from './json.ts';
import { selectFields } from './selection.ts';
import { issueMissing, refuse, type Site } from './site.ts';

const bulkLimit = 100;
const fieldList = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const bulkBody = z.object({
  issueIdsOrKeys: z.array(z.coerce.string()),
  fields: z.array(z.string()).nullish(),
  expand: z.array(z.string()).nullish(),
});
const oneQuery = z.object({ fields: fieldList.optional(), expand: z.string().optional() });
const params = z.object({ idOrKey: z.string() });
const commentQuery = z.object({
  startAt: z.coerce.number().int().min(0).default(0),
  maxResults: z.coerce.number().int().min(0).default(100),
  orderBy: z.string().optional(),
});

const worklogQuery = z.object({
  startAt: z.coerce.number().int().min(0).default(0),
  maxResults: z.coerce.number().int().min(0).max(5000).default(5000),
});

/** The endpoints that hand out issues, their comments and worklogs. */
export function addIssueRoutes(app: FastifyInstance, site: Site): void {
  const { company } = site;

  app.post('/rest/api/3/issue/bulkfetch', (request, reply) => {
    const { issueIdsOrKeys, fields, expand } = bulkBody.parse(request.body);
    if (issueIdsOrKeys.length === 0) return refuse(reply, 400, 'No issue IDs or keys were provided.');
    if (issueIdsOrKeys.length > bulkLimit) {
      return refuse(reply, 400, `The number of issues requested exceeds the limit of ${bulkLimit}.`);
    }
    const selection = selectFields(fields ?? undefined, '*navigable', expand);
    const asked = new Set(issueIdsOrKeys.map((one) => company.ticket(one)));
    const issues = [...asked]
      .filter((ticket) => ticket !== undefined)
      .sort((one, other) => Number(one.id) - Number(other.id));
    return reply.send({
      issueErrors: [],
      issues: issues.map((ticket) => issueJson(ticket, selection, company, site.base())),
    });
  });

  app.get('/rest/api/3/issue/:idOrKey', (request, reply) => {
    const ticket = company.ticket(params.parse(request.params).idOrKey);
    if (!ticket) return issueMissing(reply);
    const { fields, expand } = oneQuery.parse(request.query);
    const selection = selectFields(fields, '*all', expand);
    const whole =
      selection.kind === 'fields' ? selection : ({ kind: 'fields', ids: [], changelog: false } as const);
    return reply.send(issueJson(ticket, whole, company, site.base()));
  });

  app.get('/rest/api/3/issue/:idOrKey/comment', (request, reply) => {
    const ticket = company.ticket(params.parse(request.params).idOrKey);
    if (!ticket) return issueMissing(reply);
    const { startAt, maxResults, orderBy = 'created' } = commentQuery.parse(request.query);
    // A literal plus in a query string arrives as a space.
    const order = /^([-+ ]?)created$/.exec(orderBy);
    if (!order) return refuse(reply, 400, `Cannot order by '${orderBy}': only 'created' is supported.`);
    const size = Math.min(maxResults, 5000);
    const inOrder = order[1] === '-' ? ticket.comments.toReversed() : ticket.comments;
    const page = inOrder.slice(startAt, startAt + size);
    return reply.send({
      startAt,
      maxResults: size,
      total: ticket.comments.length,
      comments: page.map((comment) => commentJson(comment, ticket, site.base())),
    });
  });

  app.get('/rest/api/3/issue/:idOrKey/worklog', (request, reply) => {
    const ticket = company.ticket(params.parse(request.params).idOrKey);
    if (!ticket) return issueMissing(reply);
    const { startAt, maxResults } = worklogQuery.parse(request.query);
    const page = ticket.worklogs.slice(startAt, startAt + maxResults);
    return reply.send({
      startAt,
      maxResults,
      total: ticket.worklogs.length,
      worklogs: page.map((worklog) => worklogJson(worklog, ticket, site.base())),
    });
  });
}
