import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** That something was erased, and how many records with it: without them, what was received would not add up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer } = columnTypes(db);
  await table('erasures')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('records', integer, (c) => c.notNull())
    .execute();
}
