import { type Kysely, sql } from 'kysely';
import { columnTypes, databaseKind } from '../dialect.ts';

/** Two sites may call a delivery alike. The numbers stay: issues that wait name them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const name = 'webhook_deliveries';
  if (databaseKind(db) === 'postgresql')
    await db.schema.alterTable(name).dropConstraint(`${name}_identifier_key`).execute();
  else {
    // SQLite lets go of no constraint.
    const { table, text, integer, counted } = columnTypes(db);
    const fresh = `${name}_of_sites`;
    await table(fresh)
      .addColumn('id', integer, counted)
      .addColumn('site', text, (c) => c.notNull().defaultTo(''))
      .addColumn('identifier', text, (c) => c.notNull())
      .addColumn('event', text)
      .addColumn('outcome', text, (c) => c.notNull())
      .addColumn('received_at', integer, (c) => c.notNull())
      .execute();
    const columns = sql.raw('id, site, identifier, event, outcome, received_at');
    await sql`insert into ${sql.table(fresh)} (${columns}) select ${columns} from ${sql.table(name)}`.execute(
      db,
    );
    await db.schema.dropTable(name).execute();
    await db.schema.alterTable(fresh).renameTo(name).execute();
  }
  const plain = sql`substr(identifier, length(site) + 2)`;
  await sql`update ${sql.table(name)} set identifier = ${plain} where site <> ''`.execute(db);
  await db.schema.createIndex(`${name}_of_site`).unique().on(name).columns(['site', 'identifier']).execute();
}
