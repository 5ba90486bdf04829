import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';
import {
  type OutboundAnswer,
  type OutboundClient,
  type OutboundRequest,
  outboundClient,
} from '../../../platform/http/index.ts';
import { jiraTime } from './contract.ts';

export interface JiraAccount {
  readonly baseUrl: string;
  readonly email: string;
  readonly apiToken: string;
}

/** Jira Cloud's REST API v3, as far as reading tickets needs it. All calls throw the `jira-…` errors of the catalogue. */
export interface JiraClient {
  /** The site's own idea of the time, in epoch milliseconds. */
  serverTime(): Promise<number>;
  /** One page of the ids of the issues that `jql` finds, and the token of the next page. */
  searchIds(jql: string, pageToken: string | null): Promise<{ ids: string[]; nextPageToken: string | null }>;
  /** Up to 100 issues with all fields, as raw JSON; issues that are gone are left out. */
  fetchIssues(ids: readonly string[]): Promise<unknown[]>;
  /** All comments of an issue, oldest first, as raw JSON. */
  fetchComments(issueId: string): Promise<unknown[]>;
  close(): Promise<void>;
}

/** As many ids as Jira gives at once when ids alone are asked for. */
const IDS_PER_PAGE = 5000;
const COMMENTS_PER_PAGE = 100;

const serverInfoAnswer = z.looseObject({ serverTime: jiraTime });
const searchAnswer = z.looseObject({
  issues: z.array(z.looseObject({ id: z.string() })),
  nextPageToken: z.string().nullish(),
  isLast: z.boolean().optional(),
});
const bulkAnswer = z.looseObject({
  issues: z.array(z.unknown()),
  issueErrors: z
    .array(z.looseObject({ id: z.string().nullish(), errorMessage: z.string().nullish() }))
    .default([]),
});
const commentsAnswer = z.looseObject({ comments: z.array(z.unknown()), total: z.number() });
const refusal = z.looseObject({ errorMessages: z.array(z.string()).default([]) });

export function jiraClient(account: JiraAccount): JiraClient {
  const credentials = Buffer.from(`${account.email}:${account.apiToken}`).toString('base64');
  const http = outboundClient({
    baseUrl: account.baseUrl,
    headers: { authorization: `Basic ${credentials}` },
  });
  const call = <T>(schema: z.ZodType<T>, request: OutboundRequest) => ask(http, schema, request);
  return {
    async serverTime() {
      const { serverTime } = await call(serverInfoAnswer, { method: 'GET', path: '/rest/api/3/serverInfo' });
      return serverTime;
    },
    async searchIds(jql, pageToken) {
      const body = {
        jql,
        fields: ['id'],
        maxResults: IDS_PER_PAGE,
        ...(pageToken ? { nextPageToken: pageToken } : {}),
      };
      const page = await call(searchAnswer, { method: 'POST', path: '/rest/api/3/search/jql', body });
      return {
        ids: page.issues.map(({ id }) => id),
        nextPageToken: page.isLast ? null : (page.nextPageToken ?? null),
      };
    },
    async fetchIssues(ids) {
      const body = { issueIdsOrKeys: ids, fields: ['*all'] };
      const { issues, issueErrors } = await call(bulkAnswer, {
        method: 'POST',
        path: '/rest/api/3/issue/bulkfetch',
        body,
      });
      const failed = issueErrors[0];
      // Jira lists here what it could not deliver this time, as against what does not exist: going on would lose it.
      if (failed)
        throw new CasebookError(
          'jira-unavailable',
          `bulkfetch could not deliver issue ${failed.id}: ${failed.errorMessage}`,
        );
      return issues;
    },
    async fetchComments(issueId) {
      const comments: unknown[] = [];
      for (;;) {
        const query = `startAt=${comments.length}&maxResults=${COMMENTS_PER_PAGE}&orderBy=created`;
        const path = `/rest/api/3/issue/${encodeURIComponent(issueId)}/comment?${query}`;
        const page = await call(commentsAnswer, { method: 'GET', path });
        comments.push(...page.comments);
        if (page.comments.length === 0 || comments.length >= page.total) return comments;
      }
    },
    close: () => http.close(),
  };
}

async function ask<T>(http: OutboundClient, schema: z.ZodType<T>, request: OutboundRequest): Promise<T> {
  const place = `${request.method} ${request.path.split('?')[0]}`;
  let answer: OutboundAnswer;
  try {
    answer = await http.json(request);
  } catch (error) {
    throw new CasebookError('jira-unavailable', `${place}: ${reasonOf(error)}`, { cause: error });
  }
  if (answer.status >= 400) {
    const said = refusal.safeParse(answer.body).data?.errorMessages.join(' ') ?? '';
    throw new CasebookError('jira-refused', `${place} answered ${answer.status}. ${said}`.trim());
  }
  const parsed = schema.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) {
    const issue = parsed.error?.issues[0];
    throw new CasebookError(
      'jira-answer-invalid',
      `${place} answered ${answer.status}, ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  return parsed.data;
}

/** The innermost reason: Node wraps refused connections several times. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
