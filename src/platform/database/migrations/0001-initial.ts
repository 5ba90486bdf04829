import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** The first schema. `../schema.ts` says what each table and column means. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, bytes, counted } = columnTypes(db);
  await table('installation')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', text, (c) => c.notNull())
    .execute();

  await table('runs')
    .addColumn('id', integer, counted)
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('running', 'succeeded', 'failed', 'interrupted')`),
    )
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('finished_at', integer)
    .addColumn('announced', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('announced_all', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('received', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('applied', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('duplicate', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('refused', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('error_json', text)
    .execute();

  await table('lake_records')
    .addColumn('seq', integer, (c) => c.primaryKey())
    .addColumn('run_id', integer, (c) => c.notNull().references('runs.id'))
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('external_id', text, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .execute();

  await table('dead_letters')
    .addColumn('id', integer, counted)
    .addColumn('run_id', integer, (c) => c.notNull().references('runs.id'))
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('external_id', text)
    .addColumn('record_json', text, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .addColumn('path', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull().check(sql`state in ('waiting', 'discarded')`))
    .addColumn('attempts', integer, (c) => c.notNull().defaultTo(1))
    .addColumn('created_at', integer, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('dead_letters_by_content')
    .on('dead_letters')
    .columns(['source', 'digest'])
    .unique()
    .execute();

  await table('checkpoints')
    .addColumn('scope', text, (c) => c.primaryKey())
    .addColumn('position', integer, (c) => c.notNull())
    .execute();

  await table('tickets')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('key', text, (c) => c.notNull().unique())
    .addColumn('project_key', text, (c) => c.notNull())
    .addColumn('project_name', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('status_category', text, (c) =>
      c.notNull().check(sql`status_category in ('new', 'indeterminate', 'done')`),
    )
    .addColumn('priority', text)
    .addColumn('resolution', text)
    .addColumn('summary', text, (c) => c.notNull())
    .addColumn('description_json', text)
    .addColumn('environment_json', text)
    .addColumn('labels_json', text, (c) => c.notNull())
    .addColumn('components_json', text, (c) => c.notNull())
    .addColumn('reporter_json', text)
    .addColumn('assignee_json', text)
    .addColumn('links_json', text, (c) => c.notNull())
    .addColumn('parent_key', text)
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .addColumn('resolved_at', integer)
    .addColumn('access_json', text, (c) => c.notNull())
    .addColumn('lake_seq', integer, (c) => c.notNull().references('lake_records.seq'))
    .addColumn('digest', text, (c) => c.notNull())
    .execute();

  await table('comments')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('ticket_id', text, (c) => c.notNull().references('tickets.id').onDelete('cascade'))
    .addColumn('position', integer, (c) => c.notNull())
    .addColumn('author_json', text)
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .addColumn('visibility_json', text, (c) => c.notNull())
    .addColumn('body_json', text, (c) => c.notNull())
    .addColumn('access_json', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('comments_key', ['ticket_id', 'id'])
    .execute();
  await db.schema
    .createIndex('comments_by_ticket')
    .on('comments')
    .columns(['ticket_id', 'position'])
    .execute();

  await table('index_work')
    .addColumn('ticket_id', text, (c) => c.primaryKey().references('tickets.id').onDelete('cascade'))
    .addColumn('lake_seq', integer, (c) => c.notNull())
    .execute();

  await table('index_documents')
    .addColumn('ticket_id', text, (c) => c.primaryKey().references('tickets.id').onDelete('cascade'))
    .addColumn('lake_seq', integer, (c) => c.notNull())
    .execute();

  await table('chunks')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('ticket_id', text, (c) => c.notNull().references('tickets.id').onDelete('cascade'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('position', integer, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('access_json', text, (c) => c.notNull())
    .addColumn('embedder', text, (c) => c.notNull())
    .addColumn('vector', bytes, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('chunks_by_ticket')
    .on('chunks')
    .columns(['ticket_id', 'kind', 'position'])
    .execute();
}
