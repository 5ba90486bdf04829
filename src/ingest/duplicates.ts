import type { DeadLetter } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Accepted } from './gate.ts';
import { isDerived } from './ticket-id.ts';

export interface Sorted {
  /** New or changed, in order of arrival. */
  readonly fresh: Accepted[];
  /** How many brought nothing new: the same content again, or an older state than the one known. */
  readonly duplicates: number;
  /** Those whose key belongs to another ticket: applying them would silently replace it. */
  readonly clashing: DeadLetter[];
}

/** Compares accepted records with the tickets as they stand, and with those before them in the same batch. */
export async function dropKnown(database: Database, accepted: readonly Accepted[]): Promise<Sorted> {
  const fresh: Accepted[] = [];
  const clashing: DeadLetter[] = [];
  if (accepted.length === 0) return { fresh, duplicates: 0, clashing };

  const ids = accepted.map(({ ticket }) => ticket.id);
  const keys = accepted.map(({ ticket }) => ticket.key);
  const rows = await database
    .selectFrom('tickets')
    .select(['id', 'key', 'updated_at', 'digest'])
    .where((where) => where.or([where('id', 'in', ids), where('key', 'in', keys)]))
    .execute();
  const known = new Map(rows.map((row) => [row.id, { updated: row.updated_at, digest: row.digest }]));
  // Keys as they will be owned: a ticket that this batch moves lets go of the key it had.
  const moving = new Map(accepted.map(({ ticket }) => [ticket.id, ticket.key]));
  const owners = new Map(
    rows.filter(({ id, key }) => (moving.get(id) ?? key) === key).map((row) => [row.key, row.id]),
  );

  let duplicates = 0;
  for (const given of accepted) {
    const owner = owners.get(given.ticket.key);
    // A record that did not know its id is about the ticket that has its key.
    const candidate = owner !== undefined && isDerived(given.ticket.id) ? withId(given, owner) : given;
    const { ticket, digest, record } = candidate;
    const before = known.get(ticket.id);
    if (owner !== undefined && owner !== ticket.id && !isDerived(owner)) {
      clashing.push({ record, path: 'key', reason: `${ticket.key} belongs to ticket ${owner} already` });
    } else if (before && (before.digest === digest || ticket.updated < before.updated)) {
      duplicates += 1;
    } else {
      fresh.push(candidate);
      known.set(ticket.id, { updated: ticket.updated, digest });
      owners.set(ticket.key, ticket.id);
    }
  }
  return { fresh, duplicates, clashing };
}

function withId(accepted: Accepted, id: string): Accepted {
  const { ticket, record } = accepted;
  return { ...accepted, ticket: { ...ticket, id }, record: { ...record, externalId: id } };
}
