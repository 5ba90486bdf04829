import { sql, type Transaction } from 'kysely';
import { nameAt, type SiteName } from '../../domain/index.ts';
import { type Database, ofSite, type Schema, transact } from '../../platform/database/index.ts';
import type { WebhookEvent } from './event.ts';

/** An issue that Jira said something of, and that has not been fetched since. */
export interface WaitingIssue {
  /** As its ticket is called here. */
  readonly issueId: string;
  /** The newest delivery that named it. */
  readonly delivery: number;
  readonly deleted: boolean;
  /** How often it was asked for in vain, while others could be had. */
  readonly attempts: number;
}

/** The newest delivery there was. */
export interface LastDelivery {
  readonly receivedAt: number;
  /** Null where its body could not be read. */
  readonly event: string | null;
}

/** What became of a delivery: `stored` ones name issues to fetch. */
export type Delivered = 'stored' | 'ignored' | 'unreadable' | 'repeated';

/** Jira repeats a delivery for half an hour; so long after it nothing is repeated any more, by any proxy either. */
const KEPT_MS = 24 * 3_600_000;

/** How the table calls a site. */
const columnOf = (site: SiteName): string => site ?? '';

/** Stores a delivery of a site once, with the issues that are to be fetched because of it. */
export async function keepDelivery(
  tx: Transaction<Schema>,
  site: SiteName,
  identifier: string,
  event: WebhookEvent | null,
  now: number,
): Promise<Delivered> {
  const outcome = event === null ? 'unreadable' : event.issueIds.length > 0 ? 'stored' : 'ignored';
  const row = await tx
    .insertInto('webhook_deliveries')
    .values({
      site: columnOf(site),
      identifier,
      event: event?.name ?? null,
      outcome,
      received_at: now,
    })
    .onConflict((conflict) => conflict.columns(['site', 'identifier']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return 'repeated';
  // One by one and in order, so that two transactions never wait for each other.
  for (const issueId of event?.issueIds ?? [])
    await tx
      .insertInto('webhook_work')
      .values({ issue_id: nameAt(site, issueId), delivery: row.id, deleted: event?.deleted ? 1 : 0 })
      .onConflict((conflict) =>
        conflict.column('issue_id').doUpdateSet((row) => ({
          delivery: row.ref('excluded.delivery'),
          deleted: sql<number>`webhook_work.deleted | excluded.deleted`,
          attempts: 0,
        })),
      )
      .execute();
  return outcome;
}

/** Those of a site that wait longest, at most `limit`; one that failed for reasons of its own comes last, and by itself. */
export async function waitingIssues(
  database: Database,
  site: SiteName,
  limit: number,
): Promise<WaitingIssue[]> {
  const rows = await database
    .selectFrom('webhook_work')
    .selectAll()
    .where(ofSite('issue_id', site))
    .orderBy('attempts')
    .orderBy('delivery')
    .limit(limit)
    .execute();
  const waiting = rows.map(({ issue_id, delivery, deleted, attempts }) => ({
    ...{ issueId: issue_id, delivery, attempts },
    deleted: deleted === 1,
  }));
  const sound = waiting.filter(({ attempts }) => attempts === 0);
  return sound.length > 0 ? sound : waiting.slice(0, 1);
}

/** Lets go of issues that were fetched. What Jira said of them meanwhile is newer, and waits on. */
export async function letGo(database: Database, done: readonly WaitingIssue[]): Promise<void> {
  await transact(database, async (tx) => {
    for (const { issueId, delivery } of done)
      await tx
        .deleteFrom('webhook_work')
        .where('issue_id', '=', issueId)
        .where('delivery', '<=', delivery)
        .execute();
  });
}

/** Counts that issues were asked for in vain. */
export async function putBack(database: Database, issues: readonly WaitingIssue[]): Promise<void> {
  await database
    .updateTable('webhook_work')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
    .where(
      'issue_id',
      'in',
      issues.map(({ issueId }) => issueId),
    )
    .execute();
}

export async function countWaiting(database: Database, site: SiteName): Promise<number> {
  const { n } = await database
    .selectFrom('webhook_work')
    .where(ofSite('issue_id', site))
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** Null before the first. */
export async function lastDelivery(database: Database, site: SiteName): Promise<LastDelivery | null> {
  const row = await database
    .selectFrom('webhook_deliveries')
    .select(['received_at', 'event'])
    .where('site', '=', columnOf(site))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ? { receivedAt: row.received_at, event: row.event } : null;
}

/** Forgets deliveries of a site that nobody repeats any more, but for the newest. */
export async function forgetDeliveries(database: Database, site: SiteName, now: number): Promise<void> {
  await database
    .deleteFrom('webhook_deliveries')
    .where('site', '=', columnOf(site))
    .where('received_at', '<', now - KEPT_MS)
    .where(({ eb, selectFrom }) =>
      eb(
        'id',
        '<',
        selectFrom('webhook_deliveries')
          .select(({ fn }) => fn.max<number>('id').as('newest'))
          .where('site', '=', columnOf(site)),
      ),
    )
    .execute();
}
