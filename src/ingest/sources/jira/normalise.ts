import {
  type Access,
  type Comment,
  type DetailAccess,
  type Document,
  type Person,
  restrictTo,
  type Ticket,
  type TicketLink,
  type Visibility,
} from '../../../domain/index.ts';
import type { JiraIssue } from './contract.ts';
import { detailAccessOf } from './details/access.ts';
import { detailsFrom } from './details/details.ts';

/** A ticket with what its text demands of a reader. */
export interface ClassifiedTicket {
  readonly ticket: Ticket;
  readonly access: Access;
  /** By comment id. */
  readonly commentAccess: ReadonlyMap<string, Access>;
  readonly detailAccess: DetailAccess;
}

type JiraComment<Text> = NonNullable<JiraIssue<Text>['fields']['comment']>['comments'][number];

/** An issue that passed the contract, as a ticket; `read` makes a document of a text. */
export function ticketFromIssue<Text>(
  issue: JiraIssue<Text>,
  read: (text: Text) => Document,
): ClassifiedTicket {
  const { fields } = issue;
  const readOrNull = (text: Text | null | undefined) => (text ? read(text) : null);
  const comments = (fields.comment?.comments ?? [])
    .map((comment) => commentFrom(comment, read))
    .sort((a, b) => a.created - b.created);
  const ticket: Ticket = {
    id: issue.id,
    key: issue.key,
    project: { key: fields.project.key, name: fields.project.name },
    type: fields.issuetype.name,
    status: { name: fields.status.name, category: fields.status.category },
    priority: fields.priority?.name ?? null,
    resolution: fields.resolution?.name ?? null,
    summary: fields.summary,
    description: readOrNull(fields.description),
    environment: readOrNull(fields.environment),
    labels: fields.labels ?? [],
    components: (fields.components ?? []).map(({ name }) => name),
    reporter: personFrom(fields.reporter),
    assignee: personFrom(fields.assignee),
    created: fields.created,
    updated: fields.updated,
    resolved: fields.resolutiondate ?? null,
    parentKey: fields.parent?.key ?? null,
    links: (fields.issuelinks ?? []).flatMap(linkFrom),
    comments,
    details: detailsFrom(issue),
  };
  return classified(ticket, fields.security?.id ?? null);
}

/** Says what a ticket and its comments demand of a reader. `security` names the issue's security level. */
export function classified(ticket: Ticket, security: string | null): ClassifiedTicket {
  const project: Access = [[`project:${ticket.project.key}`]];
  const access = security === null ? project : restrictTo(project, [`security:${security}`]);
  const commentAccess = new Map(
    ticket.comments.map(({ id, visibility }) => [id, accessOf(visibility, access, ticket.project.key)]),
  );
  const demands = ({ visibility }: Pick<Comment, 'visibility'>) =>
    accessOf(visibility, access, ticket.project.key);
  return { ticket, access, commentAccess, detailAccess: detailAccessOf(ticket, access, demands) };
}

function commentFrom<Text>(comment: JiraComment<Text>, read: (text: Text) => Document): Comment {
  return {
    id: comment.id,
    author: personFrom(comment.author),
    created: comment.created,
    updated: comment.updated,
    visibility: visibilityFrom(comment),
    body: read(comment.body),
  };
}

function visibilityFrom({ visibility, jsdPublic }: JiraComment<unknown>): Visibility {
  if (visibility) {
    return { kind: visibility.type, id: visibility.identifier ?? visibility.value, name: visibility.value };
  }
  return { kind: jsdPublic === false ? 'internal' : 'public' };
}

/** Roles and agents belong to a project, groups to the site. */
function accessOf(visibility: Visibility, ticketAccess: Access, project: string): Access {
  switch (visibility.kind) {
    case 'public':
      return ticketAccess;
    case 'unknown':
      // Nobody holds this principal: what may be restricted is closed until a source says that it is not.
      return restrictTo(ticketAccess, ['visibility:unknown']);
    case 'internal':
      return restrictTo(ticketAccess, [`agent:${project}`]);
    case 'role':
      return restrictTo(ticketAccess, [`role:${project}:${visibility.id}`]);
    case 'group':
      return restrictTo(ticketAccess, [`group:${visibility.id}`]);
  }
}

function personFrom(person: { accountId: string; displayName: string } | null | undefined): Person | null {
  return person ? { accountId: person.accountId, displayName: person.displayName } : null;
}

function linkFrom(link: NonNullable<JiraIssue<unknown>['fields']['issuelinks']>[number]): TicketLink[] {
  const { type, inwardIssue, outwardIssue } = link;
  if (outwardIssue) return [{ type: type.name, relation: type.outward, key: outwardIssue.key }];
  if (inwardIssue) return [{ type: type.name, relation: type.inward, key: inwardIssue.key }];
  return [];
}
