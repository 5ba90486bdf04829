import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What the texts of an index have in common; indexes from before get theirs when they are opened next. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnTypes(db);
  await db.schema.alterTable('index_generations').addColumn('statistics_json', text).execute();
}
