import type { Happening } from '../company/company.ts';
import type { DemoTicket } from '../company/model.ts';
import { issueJson } from './issue.ts';
import { commentJson, userJson } from './json.ts';
import { selectFields } from './selection.ts';
import type { Site } from './site.ts';

const events: Readonly<Record<Happening['kind'], string>> = {
  created: 'jira:issue_created',
  updated: 'jira:issue_updated',
  deleted: 'jira:issue_deleted',
  'comment-created': 'comment_created',
  'comment-updated': 'comment_updated',
  'comment-deleted': 'comment_deleted',
};

/** The body of a webhook: in the shape of REST v2, where texts are the markup that people wrote. */
export function webhookBody(happening: Happening, { company, account, base }: Site): Record<string, unknown> {
  const { kind, ticket, at } = happening;
  const head = { timestamp: at, webhookEvent: events[kind] };
  const user = userJson(account, base());
  const issue = issueJson(ticket, selectFields(['*all'], '*all'), company, base());
  const texts = { description: ticket.description, environment: ticket.environment };
  if ('comment' in happening) {
    const { comment } = happening;
    const { author, ...rest } = commentJson(comment, ticket, base());
    // A comment's webhook carries no more of its issue than this.
    const { summary, issuetype, project, assignee, priority, status } = issue.fields ?? {};
    return {
      ...head,
      comment: { ...rest, author, body: comment.body },
      issue: {
        ...{ id: issue.id, self: issue.self, key: issue.key },
        fields: { summary, issuetype, project, assignee, priority, status },
      },
      eventType: 'primaryAction',
    };
  }
  return {
    ...head,
    issue_event_type_name: kind === 'created' ? 'issue_created' : 'issue_generic',
    user,
    issue: { ...issue, fields: { ...issue.fields, ...texts, comment: commentsOf(ticket, base()) } },
  };
}

function commentsOf(ticket: DemoTicket, base: string) {
  const comments = ticket.comments.map((comment) => ({
    ...commentJson(comment, ticket, base),
    body: comment.body,
  }));
  return { comments, maxResults: comments.length, total: comments.length, startAt: 0 };
}
