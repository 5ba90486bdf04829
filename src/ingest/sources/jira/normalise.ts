import type {
  Comment,
  Document,
  Person,
  Ticket,
  TicketHolders,
  TicketLink,
  Visibility,
} from '../../../domain/index.ts';
import type { JiraIssue } from './contract.ts';
import { detailsFrom } from './details/details.ts';
import { holdersIn } from './holders.ts';

/** A ticket with what decides who may read it. */
export interface ClassifiedTicket {
  readonly ticket: Ticket;
  readonly holders: TicketHolders;
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
  return { ticket, holders: holdersIn(fields) };
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

function personFrom(person: { accountId: string; displayName: string } | null | undefined): Person | null {
  return person ? { accountId: person.accountId, displayName: person.displayName } : null;
}

function linkFrom(link: NonNullable<JiraIssue<unknown>['fields']['issuelinks']>[number]): TicketLink[] {
  const { type, inwardIssue, outwardIssue } = link;
  if (outwardIssue) return [{ type: type.name, relation: type.outward, key: outwardIssue.key }];
  if (inwardIssue) return [{ type: type.name, relation: type.inward, key: inwardIssue.key }];
  return [];
}
