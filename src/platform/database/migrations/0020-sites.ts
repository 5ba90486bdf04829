import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Of several sites, which call their projects, levels and accounts alike: who may see what, and what Jira said by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text } = columnTypes(db);
  await db.schema
    .alterTable('webhook_deliveries')
    .addColumn('site', text, (c) => c.notNull().defaultTo(''))
    .execute();
  for (const name of ['access_projects', 'access_levels', 'access_accounts']) {
    const fresh = `${name}_of_sites`;
    await table(fresh)
      .addColumn('site', text, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('state_json', text, (c) => c.notNull())
      .addPrimaryKeyConstraint(`${name}_key`, ['site', 'id'] as never)
      .execute();
    const [from, to] = [sql.table(name), sql.table(fresh)];
    await sql`insert into ${to} (site, id, state_json) select '', id, state_json from ${from}`.execute(db);
    await db.schema.dropTable(name).execute();
    await db.schema.alterTable(fresh).renameTo(name).execute();
  }
}
