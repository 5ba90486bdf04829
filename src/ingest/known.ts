import type { DeadLetter, RecordFormat } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Accepted, Verdict } from './gate.ts';
import { isDerived } from './ticket-id.ts';

/** What a record is, beside all that is known already. */
export type Standing =
  /** A new ticket, or a changed one. */
  | { readonly fresh: Accepted }
  /** It brings nothing new: the same content again, an older state than the one known, or a poorer one. */
  | { readonly known: Accepted }
  | { readonly refused: DeadLetter };

/** A ticket as the tables have it. */
interface KnownTicket {
  readonly id: string;
  readonly key: string;
  readonly updated: number;
  readonly digest: string;
  readonly format: RecordFormat;
}

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
  const tickets = await ticketsBeside(database, accepted);
  // A ticket that the batch moves lets go of its key, so that two can exchange theirs. Whether one moves shows only at
  // the end: it may be known or refused. Each round takes such ones back, so that there is a last one.
  let moving = keysAfter(accepted);
  for (;;) {
    const leaving = new Set(
      tickets.filter(({ id, key }) => (moving.get(id) ?? key) !== key).map(({ id }) => id),
    );
    const standings = standingsOf(verdicts, tickets, leaving);
    const after = keysAfter(standings.flatMap((each) => ('fresh' in each ? [each.fresh] : [])));
    const staying = tickets.filter(({ id, key }) => leaving.has(id) && (after.get(id) ?? key) === key);
    if (staying.length === 0) return standings;
    moving = new Map([...moving].filter(([id]) => !staying.some((ticket) => ticket.id === id)));
  }
}

/** The tickets that have the ids or keys of what was accepted. */
async function ticketsBeside(database: Database, accepted: readonly Accepted[]): Promise<KnownTicket[]> {
  if (accepted.length === 0) return [];
  const ids = accepted.map(({ ticket }) => ticket.id);
  const keys = accepted.map(({ ticket }) => ticket.key);
  return database
    .selectFrom('tickets')
    .select(['id', 'key', 'updated_at as updated', 'digest', 'format'])
    .where((where) => where.or([where('id', 'in', ids), where('key', 'in', keys)]))
    .execute();
}

/** The key that each ticket has when all of these have been applied. */
function keysAfter(accepted: readonly Accepted[]): Map<string, string> {
  return new Map(accepted.map(({ ticket }) => [ticket.id, ticket.key]));
}

/** @param leaving the tickets, by id, whose keys are free. */
function standingsOf(
  verdicts: readonly Verdict[],
  tickets: readonly KnownTicket[],
  leaving: ReadonlySet<string>,
): Standing[] {
  const known = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const owners = new Map(tickets.filter(({ id }) => !leaving.has(id)).map(({ id, key }) => [key, id]));

  function standingOf(given: Accepted): Standing {
    const owner = owners.get(given.ticket.key);
    // A record that did not know its id is about the ticket that has its key.
    const candidate = owner !== undefined && isDerived(given.ticket.id) ? withId(given, owner) : given;
    const { ticket, digest, record } = candidate;
    const before = known.get(ticket.id);
    if (before && bringsNothing(candidate, before)) return { known: candidate };
    if (owner !== undefined && owner !== ticket.id && !isDerived(owner)) {
      const reason = `${ticket.key} belongs to ticket ${owner} already`;
      return { refused: { record, path: 'key', rule: 'key-taken', reason } };
    }
    const { id, key, updated } = ticket;
    known.set(id, { id, key, updated, digest, format: record.format });
    owners.set(key, id);
    return { fresh: candidate };
  }
  return verdicts.map((verdict) => ('accepted' in verdict ? standingOf(verdict.accepted) : verdict));
}

/**
 * A row of a CSV export never says more than the API did: it lacks who may read what, and its times depend on a zone
 * that somebody guessed. So times are compared only between states of the same kind.
 */
function bringsNothing({ ticket, digest, record }: Accepted, before: KnownTicket): boolean {
  const isRow = record.format === 'jira-csv';
  if (isRow !== (before.format === 'jira-csv')) return isRow;
  // One that lost its key goes by its id (`apply.ts`): its state brings the key back.
  const sameAgain = before.digest === digest && before.key !== before.id;
  return sameAgain || ticket.updated < before.updated;
}

function withId(accepted: Accepted, id: string): Accepted {
  const { ticket, record } = accepted;
  return { ...accepted, ticket: { ...ticket, id }, record: { ...record, externalId: id } };
}
