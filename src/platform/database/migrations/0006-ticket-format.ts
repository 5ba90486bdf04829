import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/**
 * The format of the record that a ticket was made from. Those from before count as given by the API, so that no CSV
 * row opens what may be closed; a rebuild puts right what came from a row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnTypes(db);
  await db.schema
    .alterTable('tickets')
    .addColumn('format', text, (c) => c.notNull().defaultTo('jira-v3'))
    .execute();
}
