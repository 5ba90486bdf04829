import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What Jira says by itself: that something happened, and the issues to fetch because of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, counted } = columnTypes(db);
  await table('webhook_deliveries')
    .addColumn('id', integer, counted)
    .addColumn('identifier', text, (c) => c.notNull().unique())
    .addColumn('event', text)
    .addColumn('outcome', text, (c) => c.notNull())
    .addColumn('received_at', integer, (c) => c.notNull())
    .execute();
  await table('webhook_work')
    .addColumn('issue_id', text, (c) => c.primaryKey())
    .addColumn('delivery', integer, (c) => c.notNull())
    .addColumn('deleted', integer, (c) => c.notNull())
    .addColumn('attempts', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('index_work')
    .addColumn('urgent', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('runs')
    .addColumn('kind', text, (c) => c.notNull().defaultTo('read'))
    .execute();
}
