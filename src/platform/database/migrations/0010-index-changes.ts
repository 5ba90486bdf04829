import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/**
 * In which order the entries of an index were written, and which snapshot of it is the newest: what is younger than a
 * snapshot is found without a look at the rest.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer } = columnTypes(db);
  await db.schema
    .alterTable('index_generations')
    .addColumn('changes', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('index_generations').addColumn('snapshot', text).execute();
  await db.schema
    .alterTable('index_entries')
    .addColumn('change', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('index_entries_by_change')
    .on('index_entries')
    .columns(['generation', 'change', 'ticket_id'])
    .execute();
}
