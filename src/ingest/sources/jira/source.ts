import { Readable } from 'node:stream';
import { CasebookError, nameAt, type RawRecord, type SiteName, sourceAt } from '../../../domain/index.ts';
import { type Moment, thisMoment } from '../../moment.ts';
import type { SourceBatch, TicketSource } from '../source.ts';
import type { FileReading } from './attachment-texts.ts';
import { issueId, type JiraClient } from './client.ts';
import { tombstoneRecord } from './tombstone.ts';
import { wholeIssue } from './whole-issue.ts';

export interface JiraSourceOptions {
  /** Which site it is; absent: the first. */
  readonly site?: SiteName | undefined;
  readonly client: JiraClient;
  readonly baseUrl: string;
  /** Which tickets, as JQL without ORDER BY; empty for all. */
  readonly jql: string;
  /** Groups of issues that are fetched at once, as far as the client has requests for them. */
  readonly concurrency: number;
  /** Reads all tickets anew, wherever the last reading ended. */
  readonly full?: boolean | undefined;
  /** Reads no more than so many; how far it has been read then stays as it was. */
  readonly maxIssues?: number | undefined;
  /** Which files at tickets are read for their text; absent: none. */
  readonly files?: FileReading | undefined;
}

/** The rule that an issue breaks which Jira lists and then does not give. */
export const NOT_DELIVERED = 'not-delivered';

/** Jira delivers at most this many issues in one `bulkfetch`. */
export const ISSUES_PER_FETCH = 100;

/**
 * How far a read reaches back before the last one's start. Jira's search index trails its database, so that a change
 * becomes visible some time after the moment it carries, and the clock that stamps changes need not be the one that was
 * asked: ten minutes of both, and as much again.
 */
export const OVERLAP_MS = 30 * 60_000;

/** Jira refuses to list all issues without any restriction; this one restricts nothing. */
const EVER = '"1970-01-02"';

/** The tickets of a Jira site: ids are listed page after page, issues fetched several hundreds at a time. */
export function jiraSource(options: JiraSourceOptions): TicketSource {
  const { site = null, client, concurrency, files, maxIssues = Number.POSITIVE_INFINITY } = options;
  return {
    site,
    scope: scopeOf(options),
    async changesSince(position) {
      // Jira's own clock, read before the listing starts: what changes from here on belongs to the next read.
      const serverTime = await client.serverTime();
      const changes = changedAfter(options, position);
      return {
        position: options.maxIssues === undefined ? serverTime : null,
        batches: readBatches(client, changes, { site, concurrency, maxIssues, files }),
      };
    },
  };
}

/** How many tickets a reading from this position would ask for. */
export async function countChanges(options: JiraSourceOptions, position: number | null): Promise<number> {
  const { client, maxIssues = Number.POSITIVE_INFINITY } = options;
  let count = 0;
  for await (const { items } of idPages(client, changedAfter(options, position))) count += items.length;
  return Math.min(count, maxIssues);
}

const changedAfter = ({ jql, full = false }: JiraSourceOptions, position: number | null) =>
  changedSince(jql, position === null || full ? EVER : String(position - OVERLAP_MS));

/** Names a choice of tickets. Another account may see older tickets that this one's position lies beyond. */
export function scopeOf({
  baseUrl,
  client,
  jql,
}: Pick<JiraSourceOptions, 'baseUrl' | 'client' | 'jql'>): string {
  return `jira ${baseUrl} ${client.account} ${jql}`;
}

/**
 * `updated` has no upper bound, so a ticket that changes during the listing stays in it; the order is by creation,
 * which never changes, so it does not move either. JQL takes epoch milliseconds as they are, in no time zone.
 */
function changedSince(scope: string, since: string, order: Order = 'ASC'): string {
  const changed = `updated >= ${since}`;
  return `${scope.trim() === '' ? changed : `(${scope}) AND ${changed}`} ORDER BY created ${order}`;
}

/** Oldest or newest first. */
type Order = 'ASC' | 'DESC';

/** The JQL that finds all tickets of a scope, in an order that does not change. */
export const everything = (scope: string, order?: Order): string => changedSince(scope, EVER, order);

/** A list that brings something new each time it is read is one of a Jira that is very busy: the next reading goes on. */
const MOST_WALKS = 5;

/**
 * The ids that `jql` finds, each once, page after page. A page token can stand for a place in a list that changes while it
 * is read: what leaves the list before that place moves another ticket past it, unseen. So a list of several pages is
 * walked again, until that brings nothing new.
 */
async function* idPages(client: JiraClient, jql: string) {
  const seen = new Set<string>();
  for (let walk = 1; ; walk += 1) {
    const before = seen.size;
    const pages = pagesOf(async (token) => {
      const { ids, nextPageToken } = await client.searchIds(jql, token);
      return { items: ids, nextPageToken, isWhole: token === null && nextPageToken === null };
    });
    for await (const { items, isWhole } of pages) {
      const fresh = items.filter((id) => !seen.has(id));
      for (const id of fresh) seen.add(id);
      yield { items: fresh, isLast: isWhole };
      if (isWhole) return;
    }
    if ((walk > 1 && seen.size === before) || walk === MOST_WALKS) break;
  }
  yield { items: [], isLast: true };
}

async function* readBatches(
  client: JiraClient,
  jql: string,
  {
    site,
    concurrency,
    maxIssues,
    files,
  }: {
    readonly site: SiteName;
    readonly concurrency: number;
    readonly maxIssues: number;
    readonly files: FileReading | undefined;
  },
): AsyncIterable<SourceBatch> {
  let announced = 0;
  let announcedAll = false;
  async function* groups(): AsyncIterable<string[]> {
    for await (const { items, isLast } of idPages(client, jql)) {
      const wanted = items.slice(0, maxIssues - announced);
      announced += wanted.length;
      announcedAll = isLast || announced === maxIssues;
      for (let start = 0; start < wanted.length; start += ISSUES_PER_FETCH) {
        yield wanted.slice(start, start + ISSUES_PER_FETCH);
      }
      if (announcedAll) return;
    }
  }
  const fetched: Readable = Readable.from(groups()).map(
    (ids: string[]) => fetchWhole(client, ids, files, site),
    { concurrency },
  );
  let toldAll = false;
  for await (const whole of fetched as AsyncIterable<FetchedRecords>) {
    toldAll = announcedAll;
    yield { ...whole, announced, announcedAll };
  }
  // That there are no more may show after the last of them is there.
  if (!toldAll) yield { records: [], announced, announcedAll: true };
}

/** Follows page tokens to the end. @throws CasebookError `jira-answer-invalid` where they lead back to an earlier page. */
export async function* pagesOf<Page extends { readonly nextPageToken: string | null }>(
  page: (token: string | null) => Promise<Page>,
): AsyncGenerator<Page> {
  const followed = new Set<string>();
  let token: string | null = null;
  do {
    const given: Page = await page(token);
    token = given.nextPageToken;
    // They would be read for ever.
    if (token !== null && followed.has(token))
      throw new CasebookError(
        'jira-answer-invalid',
        'POST /rest/api/3/search/jql gave a page token that it had given before.',
      );
    if (token !== null) followed.add(token);
    yield given;
  } while (token !== null);
}

/** What Jira gave when it was asked. */
export interface FetchedRecords {
  readonly records: readonly RawRecord[];
  readonly asked: Moment;
}

/**
 * Issues by their ids, at most as many as one request takes, with all that is theirs: what Jira gives, a record that says so
 * of what it cannot deliver, and a tombstone for what it does not give.
 *
 * @param ids as the site has them.
 * @param files which of their files are read; absent: none.
 */
export async function fetchWhole(
  client: JiraClient,
  ids: readonly string[],
  files?: FileReading,
  site: SiteName = null,
): Promise<FetchedRecords> {
  const asked = thisMoment();
  const { issues, failed, gone } = await client.fetchIssues(ids);
  const fetchedAt = Date.now();
  const record = (id: string | null, body: unknown): RawRecord => ({
    ...{ source: sourceAt(site), kind: 'issue', format: 'jira-v3', body, fetchedAt, atJira: true },
    externalId: id === null ? null : nameAt(site, id),
  });
  const whole = issues.map(async (issue) => record(issueId(issue), await wholeIssue(client, issue, files)));
  const missing = failed.map(({ id, error }) => ({
    ...record(id, { id, error }),
    fault: { rule: NOT_DELIVERED, reason: `Jira could not deliver it: ${error}` },
  }));
  const tombstones = gone.map((id) => tombstoneRecord(id, fetchedAt, site));
  return { records: [...(await Promise.all(whole)), ...missing, ...tombstones], asked };
}
