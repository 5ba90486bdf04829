import {
  type Access,
  type Attachment,
  type Comment,
  type DetailAccess,
  restrictTo,
  type Ticket,
} from '../../../../domain/index.ts';

/**
 * What worklogs and attachments demand of a reader. A worklog says so itself, as a comment does. Of a file Jira does not
 * say which comment it came with, and shows one that came with a restricted comment to those alone who may read that: so
 * a file demands what all comments by who attached it demand together, and in a service project that its reader is an
 * agent, because any of its comments can be an internal note that is deleted since.
 */
export function detailAccessOf(
  { project, comments, details }: Ticket,
  access: Access,
  demandsOf: (part: Pick<Comment, 'visibility'>) => Access,
): DetailAccess {
  const demandsOfFile = ({ author }: Attachment): Access => {
    const own = comments.filter(
      (comment) => comment.author?.accountId === author?.accountId || !author || !comment.author,
    );
    const clauses = new Map(
      own
        .flatMap((comment) => demandsOf(comment).slice(access.length))
        .map((clause) => [clause.join(' '), clause]),
    );
    if (details.request) clauses.set('agent', [`agent:${project.key}`]);
    return [...clauses.values()].reduce<Access>(restrictTo, access);
  };
  return {
    worklogs: new Map(details.worklogs.map((worklog) => [worklog.id, demandsOf(worklog)])),
    attachments: new Map(details.attachments.map((file) => [file.id, demandsOfFile(file)])),
  };
}
