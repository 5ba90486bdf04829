import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Who may sign in, who is signed in, whose attempts failed, and who did what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, counted } = columnTypes(db);
  await table('users')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('login', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('password_hash', text, (c) => c.notNull())
    .addColumn('epoch', integer, (c) => c.notNull().defaultTo(1))
    .addColumn('principals_json', text, (c) => c.notNull().defaultTo('[]'))
    .addColumn('jira_account_id', text)
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('disabled_at', integer)
    .addColumn('last_login_at', integer)
    .execute();
  await table('sessions')
    .addColumn('id_hash', text, (c) => c.primaryKey())
    .addColumn('user_id', text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('epoch', integer, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('last_used_at', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();
  await table('login_failures')
    .addColumn('subject', text, (c) => c.primaryKey())
    .addColumn('failures', integer, (c) => c.notNull())
    .addColumn('last_at', integer, (c) => c.notNull())
    .execute();
  await table('audit_log')
    .addColumn('id', integer, counted)
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('actor', text)
    .addColumn('via', text, (c) => c.notNull())
    .addColumn('address', text)
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('subject', text)
    .addColumn('detail', text)
    .addColumn('status', integer)
    .execute();
  await db.schema.createIndex('audit_log_by_time').on('audit_log').column('at').execute();
  await db.schema.createIndex('audit_log_by_actor').on('audit_log').columns(['actor', 'action']).execute();
}
