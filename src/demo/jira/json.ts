import type {
  DemoAttachment,
  DemoComment,
  DemoPerson,
  DemoProject,
  DemoSecurityLevel,
  DemoTicket,
  DemoWorklog,
  LinkType,
  Millis,
} from '../company/model.ts';
import { linkTypes } from '../company/workflow.ts';
import { documentFrom } from '../text/markup.ts';

/** Jira's way to write a time: `2026-01-02T03:04:05.678+0000`. */
export const jiraTime = (at: Millis) => new Date(at).toISOString().replace('Z', '+0000');

/** Turns the company's nouns into the JSON that Jira Cloud's REST v3 answers with. `base` is the site's address. */
export function userJson(person: DemoPerson, base: string) {
  return {
    self: `${base}/rest/api/3/user?accountId=${encodeURIComponent(person.accountId)}`,
    accountId: person.accountId,
    ...(person.emailAddress ? { emailAddress: person.emailAddress } : {}),
    displayName: person.displayName,
    active: person.active,
    timeZone: person.timeZone,
    accountType: person.accountType,
  };
}

export function projectJson(project: DemoProject, base: string) {
  return {
    self: `${base}/rest/api/3/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.kind,
    simplified: false,
  };
}

export function commentJson(comment: DemoComment, ticket: DemoTicket, base: string) {
  const author = userJson(comment.author, base);
  return {
    self: `${base}/rest/api/3/issue/${ticket.id}/comment/${comment.id}`,
    id: comment.id,
    author,
    body: documentFrom(comment.body),
    updateAuthor: author,
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
    ...(comment.visibility ? { visibility: comment.visibility } : {}),
    ...(comment.jsdPublic === undefined ? {} : { jsdPublic: comment.jsdPublic }),
  };
}

/** How many comments an issue carries inside it; clients page for the rest. */
const embeddedComments = 20;

export function embeddedCommentsJson(ticket: DemoTicket, base: string) {
  return {
    comments: ticket.comments.slice(0, embeddedComments).map((comment) => commentJson(comment, ticket, base)),
    self: `${base}/rest/api/3/issue/${ticket.id}/comment`,
    maxResults: embeddedComments,
    total: ticket.comments.length,
    startAt: 0,
  };
}

export function worklogJson(worklog: DemoWorklog, ticket: DemoTicket, base: string) {
  const author = userJson(worklog.author, base);
  const minutes = Math.round(worklog.seconds / 60);
  const spent = [
    minutes >= 60 ? `${Math.floor(minutes / 60)}h` : '',
    minutes % 60 > 0 ? `${minutes % 60}m` : '',
  ];
  return {
    self: `${base}/rest/api/3/issue/${ticket.id}/worklog/${worklog.id}`,
    author,
    updateAuthor: author,
    ...(worklog.comment === null ? {} : { comment: documentFrom(worklog.comment) }),
    created: jiraTime(worklog.created),
    updated: jiraTime(worklog.created),
    ...(worklog.visibility ? { visibility: worklog.visibility } : {}),
    started: jiraTime(worklog.started),
    timeSpent: spent.filter(Boolean).join(' '),
    timeSpentSeconds: worklog.seconds,
    id: worklog.id,
    issueId: ticket.id,
  };
}

/** How many worklogs an issue carries inside it; clients page for the rest. */
const embeddedWorklogs = 20;

export function embeddedWorklogsJson(ticket: DemoTicket, base: string) {
  return {
    startAt: 0,
    maxResults: embeddedWorklogs,
    total: ticket.worklogs.length,
    worklogs: ticket.worklogs.slice(0, embeddedWorklogs).map((one) => worklogJson(one, ticket, base)),
  };
}

export const attachmentJson = (file: DemoAttachment, base: string) => ({
  self: `${base}/rest/api/3/attachment/${file.id}`,
  id: file.id,
  filename: file.filename,
  author: userJson(file.author, base),
  created: jiraTime(file.created),
  size: file.size,
  mimeType: file.mimeType,
  content: `${base}/rest/api/3/attachment/content/${file.id}`,
});

export const securityLevelJson = ({ id, name, description }: DemoSecurityLevel, base: string) => ({
  self: `${base}/rest/api/3/securitylevel/${id}`,
  id,
  name,
  description,
});

const categories = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

export function statusJson({ id, name, category }: DemoTicket['status'], base: string) {
  const { id: categoryId, ...rest } = categories[category];
  return {
    self: `${base}/rest/api/3/status/${id}`,
    name,
    id,
    statusCategory: {
      self: `${base}/rest/api/3/statuscategory/${categoryId}`,
      id: categoryId,
      key: category,
      ...rest,
    },
  };
}

export function issueTypeJson(
  { id, name, description, subtask, hierarchyLevel }: DemoTicket['issueType'],
  base: string,
) {
  return { self: `${base}/rest/api/3/issuetype/${id}`, id, name, description, subtask, hierarchyLevel };
}

export const priorityJson = ({ id, name }: DemoTicket['priority'], base: string) => ({
  self: `${base}/rest/api/3/priority/${id}`,
  iconUrl: `${base}/images/icons/priorities/${name.toLowerCase()}.svg`,
  name,
  id,
});

/** Another ticket as it appears inside a link or as a parent. */
function mentionedIssue(ticket: DemoTicket, base: string) {
  return {
    id: ticket.id,
    key: ticket.key,
    self: `${base}/rest/api/3/issue/${ticket.id}`,
    fields: {
      summary: ticket.summary,
      status: statusJson(ticket.status, base),
      priority: priorityJson(ticket.priority, base),
      issuetype: issueTypeJson(ticket.issueType, base),
    },
  };
}

export function linkTypeJson(name: LinkType, base: string) {
  const { id, inward, outward } = linkTypes[name];
  return { id, name, inward, outward, self: `${base}/rest/api/3/issueLinkType/${id}` };
}

export type FindTicket = (key: string) => DemoTicket | undefined;

export function linksJson(ticket: DemoTicket, base: string, find: FindTicket) {
  return ticket.links.flatMap((link) => {
    const other = find(link.otherKey);
    if (!other) return [];
    const type = linkTypeJson(link.type, base);
    const issue = mentionedIssue(other, base);
    const side = link.direction === 'outward' ? { outwardIssue: issue } : { inwardIssue: issue };
    return [{ id: link.id, self: `${base}/rest/api/3/issueLink/${link.id}`, type, ...side }];
  });
}

export function parentJson(ticket: DemoTicket, base: string, find: FindTicket) {
  const parent = ticket.parentKey ? find(ticket.parentKey) : undefined;
  return parent ? mentionedIssue(parent, base) : undefined;
}
