import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';
import {
  createThrottle,
  isUntrustedCertificate,
  type OutboundRequest,
  type ThrottleState,
} from '../../../platform/http/index.ts';
import { type CircuitReport, createCircuit } from './circuit.ts';
import { jiraTime } from './contract.ts';
import type { FieldDescription } from './describe-fields.ts';
import { type JiraAccount, type JiraRoute, jiraRoute, type RoutedAnswer } from './route.ts';

export interface JiraClientOptions {
  /** Requests under way at once, of all calls together, at most; 4 without it. */
  readonly concurrency?: number;
  /** Where tokens with scopes are taken; Atlassian's own address without it. */
  readonly gatewayUrl?: string;
  /** Times a request is sent again after a failure that may pass; as often as the outbound client does without it. */
  readonly retries?: number;
}

/** How the client gets on with Jira. */
export interface JiraHealth {
  readonly circuit: CircuitReport;
  readonly throttle: ThrottleState;
}

export interface FetchedIssues {
  readonly issues: readonly unknown[];
  /** What Jira has and could not deliver, also not alone, with what it said of it. */
  readonly failed: readonly { readonly id: string; readonly error: string }[];
  /** What Jira neither gave nor failed to give: deleted, or closed to this account. */
  readonly gone: readonly string[];
}

/** What tells one state of an issue from another, and where it belongs. Points in time are epoch milliseconds. */
export interface IssueHead {
  readonly id: string;
  readonly key: string;
  readonly project: { readonly key: string; readonly name: string };
  readonly created: number;
  readonly updated: number;
}

/**
 * Jira Cloud's REST API v3, as far as reading tickets needs it. All calls throw the `jira-…` errors of the catalogue; they
 * share what they learn of how many requests the site bears, and of whether it is there.
 */
export interface JiraClient {
  /** Tells accounts apart without saying whose they are: a digest of the e-mail address. */
  readonly account: string;
  /** The site's own idea of the time, in epoch milliseconds. */
  serverTime(): Promise<number>;
  /**
   * One page of the ids of the issues that `jql` finds, and the token of the next page. Jira's search index trails its
   * database by seconds; of up to 50 issues that `asTheyAre` names it looks at their present state.
   */
  searchIds(
    jql: string,
    pageToken: string | null,
    asTheyAre?: readonly string[],
  ): Promise<{ ids: string[]; nextPageToken: string | null }>;
  /** One page of what Jira's search index says of the issues that `jql` finds, and the token of the next page. */
  searchHeads(
    jql: string,
    pageToken: string | null,
  ): Promise<{ heads: IssueHead[]; nextPageToken: string | null }>;
  /** About how many issues `jql` finds, as Jira's search index has them; empty JQL finds all. */
  count(jql: string): Promise<number>;
  /** Up to 100 issues with all fields and their newest changes, as raw JSON. */
  fetchIssues(ids: readonly string[]): Promise<FetchedIssues>;
  /** All comments of an issue, oldest first, as raw JSON. */
  fetchComments(issueId: string): Promise<unknown[]>;
  /**
   * Whatever else Jira tells at a path, such as who may see what; what this account may not read, or what is not there,
   * is `refused` with what Jira said.
   */
  read<T>(path: string, answer: z.ZodType<T>): Promise<{ readonly is: T } | { readonly refused: string }>;
  health(): JiraHealth;
  /** All worklogs of an issue, oldest first, as raw JSON. */
  fetchWorklogs(issueId: string): Promise<unknown[]>;
  /** All changes of an issue, oldest first, as raw JSON. */
  fetchChangelog(issueId: string): Promise<unknown[]>;
  /** What is in a file at an issue; null where that is more than `mostBytes`. The site itself gives it, or nobody. */
  fetchAttachment(attachmentId: string, mostBytes: number): Promise<Uint8Array | null>;
  /** What the site says of its fields, by their ids; asked for anew after some minutes. None where the site refuses. */
  fields(): Promise<ReadonlyMap<string, FieldDescription>>;
  /** Ends calls under way at once: they throw `jira-unavailable`, its cause an `AbortError`. */
  close(): Promise<void>;
}

/** How many issues one search looks at as they are. */
export const MOST_AS_THEY_ARE = 50;

/** Jira refuses to look for issues without any restriction; this one restricts nothing. */
const EVERYTHING = 'updated >= "1970-01-02"';

/** As many as Jira gives at once when ids alone are asked for; with fields it gives fewer. */
const ISSUES_PER_PAGE = 5000;
const COMMENTS_PER_PAGE = 100;
const CHANGES_PER_PAGE = 100;
const WORKLOGS_PER_PAGE = 5000;
/** How long field names are taken for what they were: longer than most syncs last, shorter than people wait for a new name. */
const FIELDS_STAY_MS = 10 * 60_000;

const serverInfoAnswer = z.looseObject({ serverTime: jiraTime });
const pageOf = <T extends z.ZodType>(issue: T) =>
  z.looseObject({
    issues: z.array(issue),
    nextPageToken: z.string().nullish(),
    isLast: z.boolean().optional(),
  });
const idsAnswer = pageOf(z.looseObject({ id: z.string() }));
const headsAnswer = pageOf(
  z.looseObject({
    id: z.string(),
    key: z.string(),
    fields: z.looseObject({
      created: jiraTime,
      updated: jiraTime,
      project: z.looseObject({ key: z.string(), name: z.string() }),
    }),
  }),
);
const countAnswer = z.looseObject({ count: z.number() });
const bulkAnswer = z.looseObject({
  issues: z.array(z.unknown()),
  issueErrors: z
    .array(z.looseObject({ id: z.string().nullish(), errorMessage: z.string().nullish() }))
    .default([]),
});
const commentsAnswer = z.looseObject({ comments: z.array(z.unknown()), total: z.number() });
const worklogsAnswer = z.looseObject({ worklogs: z.array(z.unknown()), total: z.number() });
const changelogAnswer = z.looseObject({ values: z.array(z.unknown()), total: z.number() });
const fieldsAnswer = z.array(z.looseObject({ id: z.string(), name: z.string(), schema: z.unknown() }));
const bytesAnswer = z.instanceof(Uint8Array).nullable();
const refusal = z.looseObject({ errorMessages: z.array(z.string()).default([]) });

export function jiraClient(
  account: JiraAccount,
  { concurrency = 4, gatewayUrl, retries }: JiraClientOptions = {},
): JiraClient {
  const throttle = createThrottle(concurrency);
  const circuit = createCircuit();
  const route = jiraRoute(account, throttle, { gatewayUrl, retries });
  const call = <T>(schema: z.ZodType<T>, request: OutboundRequest) =>
    circuit.run(() => ask(route, schema, request));
  async function search<T extends z.ZodType>(
    answer: ReturnType<typeof pageOf<T>>,
    jql: string,
    fields: readonly string[],
    pageToken: string | null,
    asTheyAre: readonly string[] = [],
  ) {
    const page = pageToken ? { nextPageToken: pageToken } : {};
    const reconciled = asTheyAre.length > 0 ? { reconcileIssues: asTheyAre.map(Number) } : {};
    const body = { jql, fields, maxResults: ISSUES_PER_PAGE, ...page, ...reconciled };
    const path = '/rest/api/3/search/jql';
    const { issues, isLast, nextPageToken } = await call(answer, { method: 'POST', path, body });
    // Taken for the end, this would lose every ticket on the pages that follow.
    if (isLast === false && !nextPageToken)
      throw new CasebookError(
        'jira-answer-invalid',
        `POST ${path} said that more pages follow, and gave no token to ask for them.`,
      );
    return { issues, next: isLast ? null : nextPageToken || null };
  }
  let known: { readonly at: number; readonly fields: Promise<ReadonlyMap<string, FieldDescription>> } | null =
    null;
  async function fetchFields(): Promise<ReadonlyMap<string, FieldDescription>> {
    try {
      const fields = await call(fieldsAnswer, { method: 'GET', path: '/rest/api/3/field' });
      return new Map(fields.map(({ id, name, schema }) => [id, { id, name, schema }]));
    } catch (error) {
      // Without names tickets go by the ids of their fields; without Jira there are no tickets.
      if (error instanceof CasebookError && error.code !== 'jira-unavailable') return new Map();
      known = null;
      throw error;
    }
  }
  async function bulkFetch(ids: readonly string[]) {
    const body = { issueIdsOrKeys: ids, fields: ['*all'], expand: ['changelog'] };
    return call(bulkAnswer, { method: 'POST', path: '/rest/api/3/issue/bulkfetch', body });
  }
  return {
    account: createHash('sha256').update(account.email.trim().toLowerCase()).digest('hex').slice(0, 16),
    async serverTime() {
      const { serverTime } = await call(serverInfoAnswer, { method: 'GET', path: '/rest/api/3/serverInfo' });
      return serverTime;
    },
    async searchIds(jql, pageToken, asTheyAre) {
      const { issues, next } = await search(idsAnswer, jql, ['id'], pageToken, asTheyAre);
      return { ids: issues.map(({ id }) => id), nextPageToken: next };
    },
    async searchHeads(jql, pageToken) {
      const fields = ['created', 'updated', 'project'];
      const { issues, next } = await search(headsAnswer, jql, fields, pageToken);
      const heads = issues.map(({ id, key, fields: { created, updated, project } }) => ({
        ...{ id, key, created, updated },
        project: { key: project.key, name: project.name },
      }));
      return { heads, nextPageToken: next };
    },
    async count(jql) {
      const body = { jql: jql.trim() === '' ? EVERYTHING : jql };
      const path = '/rest/api/3/search/approximate-count';
      return (await call(countAnswer, { method: 'POST', path, body })).count;
    },
    async fetchIssues(ids) {
      const { issues, issueErrors } = await bulkFetch(ids);
      const whole = [...issues];
      const failed: { id: string; error: string }[] = [];
      for (const id of undelivered(ids, issues, issueErrors)) {
        // Alone, an issue that failed for its company's sake comes in, and one that is broken holds up no other.
        const alone = await bulkFetch([id]);
        whole.push(...alone.issues);
        const reason = alone.issueErrors[0];
        if (reason) failed.push({ id, error: reason.errorMessage ?? 'Jira gave no reason.' });
      }
      return { issues: whole, failed, gone: goneAmong(ids, whole, failed) };
    },
    fetchComments: (issueId) =>
      allPages(async (startAt) => {
        const query = `startAt=${startAt}&maxResults=${COMMENTS_PER_PAGE}&orderBy=created`;
        const path = `${issuePath(issueId)}/comment?${query}`;
        const { comments, total } = await call(commentsAnswer, { method: 'GET', path });
        return { values: comments, total };
      }),
    fetchWorklogs: (issueId) =>
      allPages(async (startAt) => {
        const path = `${issuePath(issueId)}/worklog?startAt=${startAt}&maxResults=${WORKLOGS_PER_PAGE}`;
        const { worklogs, total } = await call(worklogsAnswer, { method: 'GET', path });
        return { values: worklogs, total };
      }),
    fetchChangelog: (issueId) =>
      allPages((startAt) => {
        const path = `${issuePath(issueId)}/changelog?startAt=${startAt}&maxResults=${CHANGES_PER_PAGE}`;
        return call(changelogAnswer, { method: 'GET', path });
      }),
    fetchAttachment(attachmentId, mostBytes) {
      // Else Jira Cloud leads to a host of its own for files, with a key to the file in the address.
      const path = `/rest/api/3/attachment/content/${encodeURIComponent(attachmentId)}?redirect=false`;
      return call(bytesAnswer, { method: 'GET', path, raw: { mostBytes } });
    },
    fields() {
      const fresh = known && Date.now() - known.at < FIELDS_STAY_MS ? known : null;
      known = fresh ?? { at: Date.now(), fields: fetchFields() };
      return known.fields;
    },
    async read(path, answer) {
      try {
        return { is: await call(answer, { method: 'GET', path }) };
      } catch (error) {
        if (!(error instanceof CasebookError) || !(error.cause instanceof NotForThisAccount)) throw error;
        return { refused: error.detail };
      }
    },
    health: () => ({ circuit: circuit.report(), throttle: throttle.state }),
    close: () => route.close(),
  };
}

const issuePath = (issueId: string) => `/rest/api/3/issue/${encodeURIComponent(issueId)}`;

/** All entries of a list that Jira gives page by page. */
async function allPages(
  page: (startAt: number) => Promise<{ readonly values: readonly unknown[]; readonly total: number }>,
): Promise<unknown[]> {
  const all: unknown[] = [];
  for (;;) {
    const { values, total } = await page(all.length);
    all.push(...values);
    if (values.length === 0 || all.length >= total) return all;
  }
}

/**
 * The ids that Jira says it could not deliver this time, as against those that do not exist. Where an error names none
 * of the ids asked for, every id without an issue may be meant.
 */
function undelivered(
  ids: readonly string[],
  issues: readonly unknown[],
  errors: readonly { id?: string | null | undefined }[],
): string[] {
  if (errors.length === 0) return [];
  const delivered = new Set(issues.map(issueId));
  const missing = ids.filter((id) => !delivered.has(id));
  const named = errors.map(({ id }) => id ?? '');
  return named.every((id) => ids.includes(id)) ? missing.filter((id) => named.includes(id)) : missing;
}

/**
 * Jira leaves out of its answer what is not there or not for the account's eyes. Where it gives something that was not
 * asked for by that id, or has none, it may be any of those that seem to be missing, and nothing is said to be gone.
 */
function goneAmong(
  ids: readonly string[],
  issues: readonly unknown[],
  failed: FetchedIssues['failed'],
): string[] {
  const told = new Set([...issues.map(issueId), ...failed.map(({ id }) => id)]);
  if (![...told].every((id) => id !== null && ids.includes(id))) return [];
  return ids.filter((id) => !told.has(id));
}

/** The id of an issue of which nothing has been checked; null where it has none. */
export function issueId(issue: unknown): string | null {
  const id = (issue as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : null;
}

async function ask<T>(route: JiraRoute, schema: z.ZodType<T>, request: OutboundRequest): Promise<T> {
  const place = `${request.method} ${request.path.split('?')[0]}`;
  let answer: RoutedAnswer;
  try {
    answer = await route.json(request);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const code = isUntrustedCertificate(error) ? 'jira-untrusted' : 'jira-unavailable';
    throw new CasebookError(code, `${place}: ${reason}`, { cause: error });
  }
  if (answer.refusedAt)
    throw new CasebookError(
      'jira-refused',
      `${place}: the e-mail address and API token were not accepted at ${answer.refusedAt}.`,
      { cause: new NotForThisAccount() },
    );
  if (answer.status >= 400) throw refusalOf(place, answer);
  if (answer.status >= 300)
    throw new CasebookError(
      'jira-answer-invalid',
      `${place} answered ${answer.status}, a redirect to another address; redirects are not followed.`,
    );
  if (answer.status !== 200)
    throw new CasebookError(
      'jira-answer-invalid',
      `${place} answered ${answer.status} where 200 is documented.`,
    );
  if (answer.body === undefined)
    throw new CasebookError(
      'jira-answer-invalid',
      `${place} answered 200 with something that is not JSON${afterTries(answer)}.`,
    );
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `at ${issue.path.join('.')}` : 'as a whole';
  throw new CasebookError('jira-answer-invalid', `${place} answered 200, wrong ${where}: ${issue?.message}.`);
}

const afterTries = ({ tries }: { tries: number }) => (tries > 1 ? ` after ${tries} tries` : '');

/** Why a call was refused, where that may hold for its path alone. */
class NotForThisAccount extends Error {}

function refusalOf(place: string, { status, body, tries, retryAfterMs }: RoutedAnswer): CasebookError {
  const code =
    status === 400
      ? 'jira-query-refused'
      : status === 429 || status >= 500
        ? 'jira-unavailable'
        : 'jira-refused';
  const wait = retryAfterMs ? `It asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.` : '';
  const said = refusal.safeParse(body).data?.errorMessages ?? [];
  return new CasebookError(
    code,
    [`${place} answered ${status}${afterTries({ tries })}.`, wait, ...said].filter(Boolean).join(' '),
    [401, 403, 404].includes(status) ? { cause: new NotForThisAccount() } : {},
  );
}
