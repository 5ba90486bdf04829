import type { Transaction } from 'kysely';
import { type Database, insertInGroups, type Schema } from '../../platform/database/index.ts';
import { digestOf } from '../lake/line.ts';
import { isDerived } from '../ticket-id.ts';

/**
 * Which tickets were erased, so that a comparison with Jira does not fetch them again as missing. By digest, because no
 * file is to name what was erased.
 */
export async function rememberErased(tx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  const rows = ids.filter((id) => !isDerived(id)).map((id) => ({ digest: digestOfTicket(id) }));
  await insertInGroups(rows, (group) =>
    tx
      .insertInto('erased_tickets')
      .values(group)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** Tells whether a ticket was erased here, by its id. */
export async function erasedTickets(database: Database): Promise<(id: string) => boolean> {
  const rows = await database.selectFrom('erased_tickets').select('digest').execute();
  if (rows.length === 0) return () => false;
  const digests = new Set(rows.map(({ digest }) => digest));
  return (id) => digests.has(digestOfTicket(id));
}

const digestOfTicket = (id: string) => digestOf(`erased ${id}`);
