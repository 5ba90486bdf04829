import { Readable } from 'node:stream';
import { idAtSite, nameAt } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { IssueHead } from '../sources/jira/client.ts';
import {
  everything,
  type FetchedRecords,
  fetchWhole,
  ISSUES_PER_FETCH,
  type JiraSourceOptions,
  pagesOf,
} from '../sources/jira/source.ts';
import type { SourceBatch, TicketSource } from '../sources/source.ts';
import { type Comparison, compareWithJira } from './compare.ts';

/** What a comparison with Jira found, and what was left of it. */
export interface Compared {
  readonly found: Comparison;
  readonly left: Comparison;
}

export interface LedgerSourceOptions extends JiraSourceOptions {
  readonly database: Database;
  /** Only looks: nothing is handed over. */
  readonly dryRun: boolean;
  /** Called at the end, before the run ends. */
  readonly onCompared: (compared: Compared) => Promise<void>;
}

/**
 * Whatever of Jira's tickets is not here as Jira has it: missing, stale and refused ones as they are now, and tombstones for those
 * that Jira does not list and does not give when it is asked for them by id either.
 */
export function ledgerSource(options: LedgerSourceOptions): TicketSource {
  const { site = null, client, database, jql, concurrency, dryRun, onCompared } = options;
  const listed = new Map<string, IssueHead>();
  /** Given though they are not listed. */
  const outside = new Set<string>();
  let found: Comparison;

  async function list(): Promise<void> {
    const pages = pagesOf(async (token) => {
      const { heads, nextPageToken } = await client.searchHeads(everything(jql), token);
      return { items: heads, nextPageToken };
    });
    for await (const { items } of pages)
      for (const head of items) {
        const id = nameAt(site, head.id);
        listed.set(id, { ...head, id });
      }
  }

  async function* batches(): AsyncGenerator<SourceBatch> {
    await list();
    found = await compareWithJira(database, listed, outside, site);
    const { missing, stale, extra, refused } = found;
    // What is only looked at is asked for where the list alone says nothing.
    const asked = (dryRun ? extra : [...missing, ...stale, ...extra, ...refused]).map(({ id }) => id);
    // Said before the first is there, and where there is none.
    yield { records: [], announced: asked.length, announcedAll: true };
    const fetched: Readable = Readable.from(inFetches(asked)).map(
      (ids) => fetchWhole(client, ids.map(idAtSite), options.files, site),
      { concurrency },
    );
    for await (const whole of fetched as AsyncIterable<FetchedRecords>) {
      for (const { kind, externalId } of whole.records) {
        // Listed a moment ago, or said so by an index that trails: it is not at Jira.
        if (kind === 'tombstone') listed.delete(externalId as string);
        else if (externalId !== null && !listed.has(externalId)) outside.add(externalId);
      }
      if (!dryRun) yield { ...whole, announced: asked.length, announcedAll: true };
    }
  }

  return {
    site,
    scope: null,
    changesSince: async () => ({
      // The next one begins from the start again.
      position: null,
      batches: batches(),
      async afterwards() {
        const left = await compareWithJira(database, listed, outside, site);
        // Of what seemed to be extra, what Jira gave all the same never was.
        const extra = found.extra.filter(({ id }) => !outside.has(id));
        await onCompared({ found: { ...found, extra }, left });
      },
    }),
  };
}

function* inFetches(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += ISSUES_PER_FETCH)
    yield ids.slice(start, start + ISSUES_PER_FETCH);
}
