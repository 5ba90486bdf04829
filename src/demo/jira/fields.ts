import type { DemoProject, DemoTicket } from '../company/model.ts';
import { documentOf } from '../text/markup.ts';
import {
  embeddedCommentsJson,
  type FindTicket,
  issueTypeJson,
  jiraTime,
  linksJson,
  parentJson,
  priorityJson,
  projectJson,
  statusJson,
  userJson,
} from './json.ts';

interface Rendering {
  readonly base: string;
  readonly find: FindTicket;
}

type Render = (ticket: DemoTicket, rendering: Rendering) => unknown;

interface IssueField {
  readonly name: string;
  /** Whether `*navigable` includes it. */
  readonly navigable: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  /** `undefined` leaves the field out of the answer, as Jira does with a parent that is not there. */
  readonly render: Render;
}

const field = (name: string, type: string, system: string, render: Render, navigable = true): IssueField => ({
  name,
  navigable,
  schema: { type, system },
  render,
});

const custom = (name: string, type: string, app: string, number: number, render: Render): IssueField => ({
  name,
  navigable: true,
  schema: { type, custom: `com.atlassian.servicedesk:${app}`, customId: number },
  render,
});

function componentsOf(ticket: DemoTicket, base: string) {
  return ticket.components.map((name) => {
    const id = ticket.project.components.find((component) => component.name === name)?.id ?? '0';
    return { self: `${base}/rest/api/3/component/${id}`, id, name };
  });
}

function versionsOf(project: DemoProject, names: readonly string[], base: string) {
  return names.flatMap((name) => {
    const version = project.versions.find((one) => one.name === name);
    if (!version) return [];
    const { id, released, releasedAt } = version;
    const releaseDate = new Date(releasedAt).toISOString().slice(0, 10);
    return [
      {
        self: `${base}/rest/api/3/version/${id}`,
        id,
        description: '',
        name,
        archived: false,
        released,
        releaseDate,
      },
    ];
  });
}

/** Request type, as the service desk's own field shows it. */
function requestType(ticket: DemoTicket, { base }: Rendering) {
  const { request, project } = ticket;
  if (!request) return null;
  const portal = `${base}/servicedesk/customer/portal/${project.id}/${ticket.key}`;
  return {
    _links: { web: portal, self: `${base}/rest/servicedeskapi/request/${ticket.id}` },
    requestType: { name: request.type, serviceDeskId: project.id, portalId: project.id },
    currentStatus: { status: ticket.status.name, statusCategory: ticket.status.category.toUpperCase() },
  };
}

/** Every field that the demo Jira serves, by the id that `fields` asks for. */
export const issueFields: Readonly<Record<string, IssueField>> = {
  summary: field('Summary', 'string', 'summary', (ticket) => ticket.summary),
  issuetype: field('Issue Type', 'issuetype', 'issuetype', (ticket, { base }) =>
    issueTypeJson(ticket.issueType, base),
  ),
  project: field('Project', 'project', 'project', (ticket, { base }) => projectJson(ticket.project, base)),
  status: field('Status', 'status', 'status', (ticket, { base }) => statusJson(ticket.status, base)),
  priority: field('Priority', 'priority', 'priority', (ticket, { base }) =>
    priorityJson(ticket.priority, base),
  ),
  resolution: field('Resolution', 'resolution', 'resolution', ({ resolution }, { base }) =>
    resolution
      ? {
          self: `${base}/rest/api/3/resolution/${resolution.id}`,
          id: resolution.id,
          description: '',
          name: resolution.name,
        }
      : null,
  ),
  created: field('Created', 'datetime', 'created', (ticket) => jiraTime(ticket.created)),
  updated: field('Updated', 'datetime', 'updated', (ticket) => jiraTime(ticket.updated)),
  resolutiondate: field('Resolved', 'datetime', 'resolutiondate', ({ resolved }) =>
    resolved === null ? null : jiraTime(resolved),
  ),
  labels: field('Labels', 'array', 'labels', (ticket) => ticket.labels),
  components: field('Components', 'array', 'components', (ticket, { base }) => componentsOf(ticket, base)),
  versions: field('Affects versions', 'array', 'versions', (ticket, { base }) =>
    versionsOf(ticket.project, ticket.versions, base),
  ),
  fixVersions: field('Fix versions', 'array', 'fixVersions', (ticket, { base }) =>
    versionsOf(ticket.project, ticket.fixVersions, base),
  ),
  assignee: field('Assignee', 'user', 'assignee', ({ assignee }, { base }) =>
    assignee ? userJson(assignee, base) : null,
  ),
  reporter: field('Reporter', 'user', 'reporter', (ticket, { base }) => userJson(ticket.reporter, base)),
  creator: field('Creator', 'user', 'creator', (ticket, { base }) => userJson(ticket.reporter, base)),
  issuelinks: field('Linked Issues', 'array', 'issuelinks', (ticket, { base, find }) =>
    linksJson(ticket, base, find),
  ),
  parent: field('Parent', 'issuelink', 'parent', (ticket, { base, find }) => parentJson(ticket, base, find)),
  subtasks: field('Sub-tasks', 'array', 'subtasks', () => []),
  votes: field('Votes', 'votes', 'votes', (ticket, { base }) => ({
    self: `${base}/rest/api/3/issue/${ticket.key}/votes`,
    votes: ticket.votes,
    hasVoted: false,
  })),
  watches: field('Watchers', 'watches', 'watches', (ticket, { base }) => ({
    self: `${base}/rest/api/3/issue/${ticket.key}/watchers`,
    watchCount: ticket.watches,
    isWatching: false,
  })),
  description: field('Description', 'string', 'description', ({ description }) => documentOf(description)),
  environment: field('Environment', 'string', 'environment', ({ environment }) => documentOf(environment)),
  comment: field(
    'Comment',
    'comments-page',
    'comment',
    (ticket, { base }) => embeddedCommentsJson(ticket, base),
    false,
  ),
  security: field('Security Level', 'securitylevel', 'security', () => null),
  duedate: field('Due date', 'date', 'duedate', () => null),
  customfield_10010: custom('Request Type', 'sd-customerrequesttype', 'vp-origin', 10010, requestType),
  customfield_10002: custom(
    'Organizations',
    'array',
    'sd-customer-organizations',
    10002,
    ({ request }, { base }) =>
      request?.organization
        ? [
            {
              id: request.organization,
              name: request.organization,
              _links: { self: `${base}/rest/servicedeskapi/organization` },
            },
          ]
        : [],
  ),
  customfield_10027: custom('Satisfaction', 'sd-feedback', 'sd-request-feedback', 10027, ({ request }) =>
    request?.satisfaction ? { rating: request.satisfaction } : null,
  ),
};

/** Renders the chosen fields of a ticket. Service projects' fields are only on the issues of service projects. */
export function renderFields(
  ticket: DemoTicket,
  ids: readonly string[],
  rendering: Rendering,
): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const id of ids) {
    const isDeskField = id.startsWith('customfield_');
    if (isDeskField && !ticket.request) continue;
    const value = issueFields[id]?.render(ticket, rendering);
    if (value !== undefined) rendered[id] = value;
  }
  return rendered;
}
