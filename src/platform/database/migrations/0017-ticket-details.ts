import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What tickets have beside their core, and what is in the files at them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text } = columnTypes(db);
  await table('ticket_details')
    .addColumn('ticket_id', text, (c) => c.primaryKey().references('tickets.id').onDelete('cascade'))
    .addColumn('subtasks_json', text, (c) => c.notNull())
    .addColumn('sprints_json', text, (c) => c.notNull())
    .addColumn('fields_json', text, (c) => c.notNull())
    .addColumn('request_json', text)
    .addColumn('attachments_json', text, (c) => c.notNull())
    .addColumn('worklogs_json', text, (c) => c.notNull())
    .addColumn('history_json', text, (c) => c.notNull())
    .addColumn('incomplete_json', text, (c) => c.notNull())
    .addColumn('access_json', text, (c) => c.notNull())
    .execute();

  await table('attachment_texts')
    .addColumn('ticket_id', text, (c) => c.notNull().references('tickets.id').onDelete('cascade'))
    .addColumn('attachment_id', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('attachment_texts_key', ['ticket_id', 'attachment_id'])
    .execute();
  await db.schema
    .createIndex('attachment_texts_by_attachment')
    .on('attachment_texts')
    .column('attachment_id')
    .execute();
  await db.schema.createIndex('tickets_by_parent').on('tickets').column('parent_key').execute();
}
