import { z } from 'zod';
import { issueId } from '../sources/jira/contract.ts';

/** What a webhook says, as far as anything follows from it. */
export interface WebhookEvent {
  /** Such as `jira:issue_updated`. */
  readonly name: string;
  /** The issues that it is about. */
  readonly issueIds: readonly string[];
  /** Whether it says that they were deleted. */
  readonly deleted: boolean;
}

/** Jira writes ids of issues as text in issues, and as numbers in links. */
const id = z.union([issueId, z.number().int().positive().transform(String).pipe(issueId)]);

/** Nothing below what is named here is looked at: the issue itself is asked of Jira. */
const payload = z.looseObject({
  webhookEvent: z.string().regex(/^[\w:.-]{1,100}$/),
  issue: z.looseObject({ id }).optional(),
  worklog: z.looseObject({ issueId: id }).optional(),
  issueLink: z.looseObject({ sourceIssueId: id, destinationIssueId: id }).optional(),
});

/** Reads the body of a webhook; null where it is none. */
export function readEvent(body: Buffer): WebhookEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const parsed = payload.safeParse(json);
  if (!parsed.success) return null;
  const { webhookEvent: name, issue, worklog, issueLink } = parsed.data;
  const named = [issue?.id, worklog?.issueId, issueLink?.sourceIssueId, issueLink?.destinationIssueId];
  return {
    name,
    issueIds: [...new Set(named.filter((each) => each !== undefined))].sort(),
    deleted: name === 'jira:issue_deleted',
  };
}
