import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** Who a user is at an OpenID Connect provider: one there is one here, and the other way round. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer } = columnTypes(db);
  await table('identities')
    .addColumn('issuer', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('linked_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('identities_key', ['issuer', 'subject'])
    .addUniqueConstraint('identities_by_user', ['user_id', 'issuer'])
    .execute();
}
