import type { Insertable, Transaction } from 'kysely';
import { type FormerKeyTable, insertInGroups, type Schema } from '../platform/database/index.ts';
import type { Accepted, AcceptedTombstone } from './gate.ts';

/** A tombstone with the number of its line in the lake. */
export interface WrittenTombstone {
  readonly seq: number;
  readonly accepted: AcceptedTombstone;
}

/**
 * Removes tickets with all that is theirs, comments and what the database has of them in every index, and notes that the
 * active index has to let go of them, within the caller's transaction. Ids that are none of a ticket are passed over.
 */
export async function removeTickets(tx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const removed = await tx.deleteFrom('tickets').where('id', 'in', ids).returning('id').execute();
  await insertInGroups(
    removed.map(({ id }) => ({ ticket_id: id })),
    (rows) =>
      tx
        .insertInto('index_removals')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
  );
}

/** Remembers that these are gone, and since when. */
export async function keepTombstones(
  tx: Transaction<Schema>,
  tombstones: readonly WrittenTombstone[],
): Promise<void> {
  const rows = tombstones.map(({ seq, accepted: { gone, digest, record } }) => ({
    ticket_id: gone.id,
    lake_seq: seq,
    digest,
    said_at: record.fetchedAt,
  }));
  await insertInGroups(rows, (group) =>
    tx
      .insertInto('tombstones')
      .values(group)
      .onConflict((conflict) =>
        conflict.column('ticket_id').doUpdateSet((row) => ({
          lake_seq: row.ref('excluded.lake_seq'),
          digest: row.ref('excluded.digest'),
          said_at: row.ref('excluded.said_at'),
        })),
      )
      .execute(),
  );
}

/** Says of tickets that they are there, again or for the first time. */
export async function endTombstones(tx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('tombstones').where('ticket_id', 'in', ids).execute();
  // An index puts the new state in the place of whatever it has.
  await tx.deleteFrom('index_removals').where('ticket_id', 'in', ids).execute();
}

/** Makes the former keys of tickets, live or gone, those that their newest lines name. */
export async function writeFormerKeys(tx: Transaction<Schema>, newest: readonly Accepted[]): Promise<void> {
  if (newest.length === 0) return;
  const ids = newest.map(({ record }) => record.externalId);
  await tx.deleteFrom('former_keys').where('ticket_id', 'in', ids).execute();
  const rows = newest.flatMap(({ record: { externalId, formerKeys = [] } }) =>
    formerKeys.map(({ key, until }): Insertable<FormerKeyTable> => ({ key, ticket_id: externalId, until })),
  );
  await insertInGroups(rows, (group) => tx.insertInto('former_keys').values(group).execute());
}
