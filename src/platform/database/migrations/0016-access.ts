import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What Jira says about who may see what, and what of each ticket that depends on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text } = columnTypes(db);
  await db.schema.alterTable('tickets').addColumn('holders_json', text).execute();
  for (const name of ['access_projects', 'access_levels', 'access_accounts'])
    await table(name)
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('state_json', text, (c) => c.notNull())
      .execute();
}
