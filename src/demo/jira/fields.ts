import type { DemoProject, DemoTicket } from '../company/model.ts';
import { documentOf } from '../text/markup.ts';
import { deskFields } from './desk-fields.ts';
import { field, type IssueField, list, type Rendering } from './field.ts';
import {
  attachmentJson,
  embeddedCommentsJson,
  embeddedWorklogsJson,
  issueTypeJson,
  jiraTime,
  linksJson,
  parentJson,
  priorityJson,
  projectJson,
  securityLevelJson,
  statusJson,
  userJson,
} from './json.ts';
import { pickerFields } from './picker-fields.ts';
import { softwareFields } from './software-fields.ts';

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
  labels: list('Labels', 'string', 'labels', (ticket) => ticket.labels),
  components: list('Components', 'component', 'components', (ticket, { base }) => componentsOf(ticket, base)),
  versions: list('Affects versions', 'version', 'versions', (ticket, { base }) =>
    versionsOf(ticket.project, ticket.versions, base),
  ),
  fixVersions: list('Fix versions', 'version', 'fixVersions', (ticket, { base }) =>
    versionsOf(ticket.project, ticket.fixVersions, base),
  ),
  assignee: field('Assignee', 'user', 'assignee', ({ assignee }, { base }) =>
    assignee ? userJson(assignee, base) : null,
  ),
  reporter: field('Reporter', 'user', 'reporter', (ticket, { base }) => userJson(ticket.reporter, base)),
  creator: field('Creator', 'user', 'creator', (ticket, { base }) => userJson(ticket.reporter, base)),
  issuelinks: list('Linked Issues', 'issuelinks', 'issuelinks', (ticket, { base, find }) =>
    linksJson(ticket, base, find),
  ),
  parent: field('Parent', 'issuelink', 'parent', (ticket, { base, find }) => parentJson(ticket, base, find)),
  subtasks: list('Sub-tasks', 'issuelinks', 'subtasks', () => []),
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
  security: field('Security Level', 'securitylevel', 'security', ({ security }, { base }) =>
    security ? securityLevelJson(security, base) : null,
  ),
  attachment: list(
    'Attachment',
    'attachment',
    'attachment',
    ({ attachments }, { base }) => attachments.map((file) => attachmentJson(file, base)),
    false,
  ),
  worklog: field(
    'Log Work',
    'array',
    'worklog',
    (ticket, { base }) => embeddedWorklogsJson(ticket, base),
    false,
  ),
  duedate: field('Due date', 'date', 'duedate', () => null),
  ...deskFields,
  ...softwareFields,
  ...pickerFields,
};

/** Renders the chosen fields of a ticket. Service and software projects have fields that the others do not. */
export function renderFields(
  ticket: DemoTicket,
  ids: readonly string[],
  rendering: Rendering,
): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const id of ids) {
    if (ticket.request ? id in softwareFields : id in deskFields) continue;
    const value = issueFields[id]?.render(ticket, rendering);
    if (value !== undefined) rendered[id] = value;
  }
  return rendered;
}
