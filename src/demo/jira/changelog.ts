import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DemoChange, DemoTicket } from '../company/model.ts';
import { jiraTime, userJson } from './json.ts';
import { pageOf, pageQuery } from './page.ts';
import { issueMissing, refuse, type Site } from './site.ts';

/** How many changes an issue carries inside it, the newest first; clients page for the rest. */
const embeddedChanges = 40;

const bulkBody = z.object({
  issueIdsOrKeys: z.array(z.coerce.string()).min(1).max(1000),
  fieldIds: z.array(z.string()).max(10).optional(),
  maxResults: z.number().int().min(1).max(10_000).default(1000),
  nextPageToken: z.string().nullish(),
});

function changeJson(change: DemoChange, base: string) {
  return {
    id: change.id,
    author: userJson(change.author, base),
    created: jiraTime(change.created),
    items: change.items.map(({ field, fieldId, from, fromText, to, toText }) => ({
      field,
      fieldtype: 'jira',
      ...(fieldId ? { fieldId } : {}),
      from,
      fromString: fromText,
      to,
      toString: toText,
    })),
  };
}

/** The changes as `expand=changelog` puts them into an issue. */
export function embeddedChangelogJson({ changes }: DemoTicket, base: string) {
  const newest = changes.slice(-embeddedChanges).reverse();
  return {
    startAt: 0,
    maxResults: newest.length,
    total: changes.length,
    histories: newest.map((change) => changeJson(change, base)),
  };
}

/** The histories of tickets: of one, oldest first, and of many at once. */
export function addChangelogRoutes(app: FastifyInstance, { company, base }: Site): void {
  app.get<{ Params: { idOrKey: string } }>('/rest/api/3/issue/:idOrKey/changelog', (request, reply) => {
    const ticket = company.ticket(request.params.idOrKey);
    if (!ticket) return issueMissing(reply);
    const path = `${base()}/rest/api/3/issue/${ticket.key}/changelog`;
    const page = pageOf(ticket.changes, pageQuery(100).parse(request.query), path);
    return reply.send({ ...page, values: page.values.map((change) => changeJson(change, base())) });
  });

  app.post('/rest/api/3/changelog/bulkfetch', (request, reply) => {
    const { issueIdsOrKeys, fieldIds, maxResults, nextPageToken } = bulkBody.parse(request.body);
    const offset = nextPageToken ? Number(nextPageToken) : 0;
    if (!Number.isSafeInteger(offset)) return refuse(reply, 400, 'The provided next page token is invalid.');
    const asked = new Set(issueIdsOrKeys.map((one) => company.ticket(one)));
    const wanted = ({ items }: DemoChange) =>
      !fieldIds || items.some(({ fieldId }) => fieldId !== undefined && fieldIds.includes(fieldId));
    const all = [...asked]
      .filter((ticket) => ticket !== undefined)
      .flatMap((ticket) => ticket.changes.filter(wanted).map((change) => ({ issueId: ticket.id, change })))
      .sort((a, b) => a.change.created - b.change.created || Number(a.issueId) - Number(b.issueId));
    const page = Map.groupBy(all.slice(offset, offset + maxResults), ({ issueId }) => issueId);
    const next = offset + maxResults;
    return reply.send({
      issueChangeLogs: [...page].map(([issueId, changes]) => ({
        issueId,
        changeHistories: changes.map(({ change }) => changeJson(change, base())),
      })),
      ...(next < all.length ? { nextPageToken: String(next) } : {}),
    });
  });
}
