import type { DeadLetter } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Accepted, Verdict } from './gate.ts';
import { isDerived } from './ticket-id.ts';

/** What a record is, beside all that is known already. */
export type Standing =
  /** A new ticket, or a changed one. */
  | { readonly fresh: Accepted }
  /** It brings nothing new: the same content again, or an older state than the one known. */
  | { readonly known: Accepted }
  | { readonly refused: DeadLetter };

/**
 * Compares what passed the gate with the tickets as they stand, and with those before it in the same batch; gives one
 * standing for each verdict. A record whose key belongs to another ticket is refused: applying it would silently
 * replace that one.
 */
export async function compareWithKnown(
  database: Database,
  verdicts: readonly Verdict[],
): Promise<Standing[]> {
  const accepted = verdicts.flatMap((verdict) => ('accepted' in verdict ? [verdict.accepted] : []));
  const ids = accepted.map(({ ticket }) => ticket.id);
  const keys = accepted.map(({ ticket }) => ticket.key);
  const rows =
    accepted.length === 0
      ? []
      : await database
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

  function standingOf(given: Accepted): Standing {
    const owner = owners.get(given.ticket.key);
    // A record that did not know its id is about the ticket that has its key.
    const candidate = owner !== undefined && isDerived(given.ticket.id) ? withId(given, owner) : given;
    const { ticket, digest, record } = candidate;
    const before = known.get(ticket.id);
    if (owner !== undefined && owner !== ticket.id && !isDerived(owner)) {
      const reason = `${ticket.key} belongs to ticket ${owner} already`;
      return { refused: { record, path: 'key', rule: 'key-taken', reason } };
    }
    if (before && (before.digest === digest || ticket.updated < before.updated)) return { known: candidate };
    known.set(ticket.id, { updated: ticket.updated, digest });
    owners.set(ticket.key, ticket.id);
    return { fresh: candidate };
  }
  return verdicts.map((verdict) => ('accepted' in verdict ? standingOf(verdict.accepted) : verdict));
}

function withId(accepted: Accepted, id: string): Accepted {
  const { ticket, record } = accepted;
  return { ...accepted, ticket: { ...ticket, id }, record: { ...record, externalId: id } };
}
