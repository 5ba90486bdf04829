import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Keys with which programs ask in the name of a user. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer } = columnTypes(db);
  await table('api_keys')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('key_hash', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('expires_at', integer, (c) => c.notNull())
    .addColumn('last_used_at', integer)
    .execute();
  await db.schema.createIndex('api_keys_by_user').on('api_keys').column('user_id').execute();
}
