import { type Access, restrictTo } from './access.ts';
import type { Attachment, DetailAccess, Worklog } from './details.ts';
import type { Visibility } from './person.ts';
import type { Comment } from './ticket.ts';

/** What of a ticket decides who may read its details. */
export interface LabelledDetails {
  readonly comments: readonly Pick<Comment, 'id' | 'author' | 'visibility'>[];
  readonly details: {
    readonly worklogs: readonly Pick<Worklog, 'id' | 'visibility'>[];
    readonly attachments: readonly Pick<Attachment, 'id' | 'author'>[];
    /** Null where it is no request of a service project. */
    readonly request: unknown;
  };
}

export interface Demands {
  readonly ticket: Access;
  /** Of who sees the ticket in Jira itself: the portal shows no worklogs. */
  readonly seenInJira: Access;
  comment(visibility: Visibility): Access;
}

/**
 * What worklogs and attachments demand of a reader. A worklog says so itself, as a comment does. Of a file Jira does not
 * say which comment it came with, and shows one that came with a restricted comment to those alone who may read that: so
 * a file demands what all comments by who attached it demand together, and in a service project what an internal comment
 * does, because any of its comments can have been one that is deleted since.
 */
export function detailAccessOf(
  { comments, details }: LabelledDetails,
  { ticket, seenInJira, comment }: Demands,
): DetailAccess {
  const beyondTicket = (visibility: Visibility) => comment(visibility).slice(ticket.length);
  const demandsOfFile = ({ author }: Pick<Attachment, 'author'>): Access => {
    const own = comments.filter(
      (each) => !author || !each.author || each.author.accountId === author.accountId,
    );
    const demanded = own.flatMap(({ visibility }) => beyondTicket(visibility));
    if (details.request) demanded.push(...beyondTicket({ kind: 'internal' }));
    const clauses = new Map(demanded.map((clause) => [clause.join(' '), clause]));
    return [...clauses.values()].reduce<Access>(restrictTo, ticket);
  };
  return {
    worklogs: new Map(
      details.worklogs.map(({ id, visibility }) => [
        id,
        visibility.kind === 'public' ? seenInJira : comment(visibility),
      ]),
    ),
    attachments: new Map(details.attachments.map((file) => [file.id, demandsOfFile(file)])),
  };
}

/** As it is stored: by part, by id. */
export function detailAccessText({ worklogs, attachments }: DetailAccess): string {
  return JSON.stringify({
    worklogs: Object.fromEntries(worklogs),
    attachments: Object.fromEntries(attachments),
  });
}
