import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What dead letters are listed, counted and chosen by. Letters from before are of a rule that goes by their path. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer } = columnTypes(db);
  const letters = () => db.schema.alterTable('dead_letters');
  await letters().addColumn('ticket_key', text).execute();
  await letters().addColumn('place', text).execute();
  await letters()
    .addColumn('rule', text, (c) => c.notNull().defaultTo(''))
    .execute();
  await letters()
    .addColumn('tried_at', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update dead_letters set rule = 'contract:' || path, tried_at = created_at`.execute(db);
  await db.schema
    .createIndex('dead_letters_by_rule')
    .on('dead_letters')
    .columns(['state', 'rule', 'id'])
    .execute();
}
