import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/**
 * Tickets that Jira says are gone, which tickets it can say so of, what the search index has yet to let go of, and the
 * keys that tickets had. Of
 * the tickets that are there nobody can tell any more who gave them: the first check against Jira finds out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer } = columnTypes(db);
  await db.schema
    .alterTable('tickets')
    .addColumn('at_jira', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await table('tombstones')
    .addColumn('ticket_id', text, (c) => c.primaryKey())
    .addColumn('lake_seq', integer, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .addColumn('said_at', integer, (c) => c.notNull())
    .execute();
  await table('former_keys')
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('ticket_id', text, (c) => c.notNull())
    .addColumn('until', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('former_keys_key', ['key', 'ticket_id'])
    .execute();
  await db.schema.createIndex('former_keys_by_ticket').on('former_keys').column('ticket_id').execute();
  await table('index_removals')
    .addColumn('ticket_id', text, (c) => c.primaryKey())
    .execute();
}
