import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { linkTypes } from '../company/workflow.ts';
import { issueFields } from './fields.ts';
import { jiraTime, linkTypeJson, projectJson, userJson } from './json.ts';
import { pageOf, pageQuery } from './page.ts';
import type { Site } from './site.ts';

const sizes = ['16x16', '24x24', '32x32', '48x48'] as const;
const pictures = (address: (size: string) => string) =>
  Object.fromEntries(sizes.map((size) => [size, address(size.split('x')[0]!)]));

const projectQuery = pageQuery(50).extend({
  query: z.string().optional(),
  keys: z.union([z.string(), z.array(z.string())]).optional(),
  status: z.union([z.string(), z.array(z.string())]).optional(),
});

/** The endpoints that describe the site itself: who asks, which projects and fields there are. */
export function addReferenceRoutes(app: FastifyInstance, site: Site): void {
  const { company, account } = site;

  app.get('/rest/api/3/serverInfo', (_request, reply) =>
    reply.send({
      baseUrl: site.base(),
      displayUrl: site.base(),
      version: '1001.0.0-SNAPSHOT',
      versionNumbers: [1001, 0, 0],
      deploymentType: 'Cloud',
      buildNumber: 100_291,
      buildDate: '2026-09-14T02:11:07.000+0000',
      serverTime: jiraTime(site.now().getTime()),
      serverTimeZone: 'Etc/UTC',
      scmInfo: '0000000000000000000000000000000000000000',
      serverTitle: `${company.name} Jira (demo)`,
    }),
  );

  app.get('/rest/api/3/myself', (_request, reply) =>
    reply.send({
      ...userJson({ ...account, timeZone: site.timeZone }, site.base()),
      avatarUrls: pictures((size) => `${site.base()}/avatars/${account.accountId}?size=${size}`),
      locale: 'en_GB',
      groups: { size: 1, items: [] },
      applicationRoles: { size: 1, items: [] },
    }),
  );

  app.get('/rest/api/3/project/search', (request, reply) => {
    const { startAt, maxResults, query, keys, status = 'live' } = projectQuery.parse(request.query);
    const wanted = keys === undefined ? undefined : [keys].flat().map((key) => key.toUpperCase());
    const found = company.projects
      .filter((project) => status.includes(company.access.isArchived(project) ? 'archived' : 'live'))
      .filter(({ key }) => !wanted || wanted.includes(key))
      .filter(({ key, name }) => !query || `${key} ${name}`.toLowerCase().includes(query.toLowerCase()))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const values = found.map((project) => ({
      ...projectJson(project, site.base()),
      description: project.description,
      lead: userJson(company.access.lead(project), site.base()),
      ...(company.access.isArchived(project) && { archived: true }),
      avatarUrls: pictures((size) => `${site.base()}/projectavatar?pid=${project.id}&size=${size}`),
      style: 'classic',
      isPrivate: false,
    }));
    return reply.send(pageOf(values, { startAt, maxResults }, `${site.base()}/rest/api/3/project/search`));
  });

  app.get('/rest/api/3/issueLinkType', (_request, reply) =>
    reply.send({
      issueLinkTypes: Object.values(linkTypes).map(({ name }) => linkTypeJson(name, site.base())),
    }),
  );

  app.get('/rest/api/3/field', (_request, reply) =>
    reply.send(
      Object.entries(issueFields).map(([id, { name, navigable, schema }]) => {
        const custom = id.startsWith('customfield_');
        const clauseNames = custom ? [`cf[${id.slice(12)}]`, name] : [id];
        return {
          id,
          key: id,
          name,
          custom,
          orderable: true,
          navigable,
          searchable: true,
          clauseNames,
          schema,
        };
      }),
    ),
  );
}
