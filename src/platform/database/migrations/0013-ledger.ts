import type { Kysely } from 'kysely';
import { columnTypes } from '../dialect.ts';

/** What comparisons with Jira found, by project and day of creation, and which tickets they need not miss. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { table, text, integer, counted } = columnTypes(db);
  const counts = ['jira', 'live', 'missing', 'stale', 'extra', 'outside', 'refused', 'erased'];
  let ledger = table('ledger')
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('project', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('checked_at', integer, (c) => c.notNull());
  for (const column of counts) ledger = ledger.addColumn(column, integer, (c) => c.notNull());
  await ledger.addPrimaryKeyConstraint('ledger_key', ['scope', 'project', 'day'] as never).execute();
  await table('ledger_checks')
    .addColumn('id', integer, counted)
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('finished_at', integer, (c) => c.notNull())
    .addColumn('dry_run', integer, (c) => c.notNull())
    .addColumn('outcome_json', text, (c) => c.notNull())
    .execute();
  await table('erased_tickets')
    .addColumn('digest', text, (c) => c.primaryKey())
    .execute();
}
