import { type Kysely, type SqlBool, sql } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Several whole indexes beside each other, one of them searched. What was indexed before is indexed anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, bytes, counted } = columnTypes(db);
  await db.schema.dropTable('chunks').execute();
  await db.schema.dropTable('index_documents').execute();

  await db.schema
    .alterTable('index_work')
    .addColumn('attempts', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('index_work').addColumn('error', text).execute();

  await table('index_generations')
    .addColumn('id', integer, counted)
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('building', 'active', 'previous', 'dropped')`),
    )
    .addColumn('embedder', text, (c) => c.notNull())
    .addColumn('dimensions', integer, (c) => c.notNull())
    .addColumn('chunking', integer, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('switched_at', integer)
    .execute();
  await db.schema
    .createIndex('index_generations_by_state')
    .unique()
    .on('index_generations')
    .column('state')
    .where(sql<SqlBool>`state <> 'dropped'`)
    .execute();

  await table('index_entries')
    .addColumn('generation', integer, (c) => c.notNull().references('index_generations.id'))
    .addColumn('ticket_id', text, (c) => c.notNull().references('tickets.id').onDelete('cascade'))
    .addColumn('lake_seq', integer, (c) => c.notNull())
    .addColumn('chunks_json', text, (c) => c.notNull())
    .addColumn('vectors', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('index_entries_key', ['generation', 'ticket_id'])
    .execute();
  // Rows are long: counting and comparing states must not walk through them. A ticket that goes takes its rows along.
  await db.schema
    .createIndex('index_entries_by_ticket')
    .on('index_entries')
    .columns(['ticket_id', 'generation', 'lake_seq'])
    .execute();
  // The same for the other side: a ticket's state stands behind its texts.
  await db.schema.createIndex('tickets_by_state').on('tickets').columns(['id', 'lake_seq']).execute();
}
