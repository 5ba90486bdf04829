import {
  type DeadLetter,
  type FormerKey,
  type RecordFormat,
  siteOfTicket,
  spokenName,
} from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Accepted, AcceptedTicket, AcceptedTombstone, Verdict } from './gate.ts';
import { isDerived } from './ticket-id.ts';

/** What a record is, beside all that is known already. */
export type Standing =
  /** A new ticket, a changed one, or one that is gone. */
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
  /** Whether Jira's API gave it, and so can say that it is gone. */
  readonly atJira: boolean;
}

/** What the tables have of the tickets that records are about. */
interface Beside {
  readonly tickets: readonly KnownTicket[];
  /** By the ticket's id, also of tickets that are gone. */
  readonly formerKeys: ReadonlyMap<string, readonly FormerKey[]>;
  /** When Jira said that a ticket is gone, by its id. */
  readonly goneSince: ReadonlyMap<string, number>;
  readonly isOvertaken: (ticketId: string) => boolean;
}

/**
 * Compares what passed the gate with the tickets as they stand, and with those before it in the same batch; gives one
 * standing for each verdict. A record whose key belongs to another ticket is refused: applying it would silently
 * replace that one. What is fresh notes what its line has to say of the lines before it, which may be compacted away.
 *
 * @param options `redriven`: the records were refused once and are tried again, long after they were fetched;
 *   `isOvertaken`: the ticket was asked for later and has come in already, so that only a newer stamp of Jira's makes
 *   this state the newer one.
 */
export async function compareWithKnown(
  database: Database,
  verdicts: readonly Verdict[],
  {
    redriven = false,
    isOvertaken = () => false,
  }: { readonly redriven?: boolean; readonly isOvertaken?: (ticketId: string) => boolean } = {},
): Promise<Standing[]> {
  const accepted = verdicts.flatMap((verdict) => ('accepted' in verdict ? [verdict.accepted] : []));
  const found = await whatIsBeside(database, accepted);
  // What a source gives now is newer than any tombstone, whatever the clock says.
  const beside = { ...found, isOvertaken, ...(redriven ? {} : { goneSince: new Map() }) };
  // A ticket that the batch moves or removes lets go of its key, so that two can exchange theirs. Whether one moves
  // shows only at the end: it may be known or refused. Each round takes such ones back, so that there is a last one.
  let moving = keysAfter(accepted);
  const movesAway = ({ id, key }: KnownTicket, after: ReadonlyMap<string, string | null>) =>
    after.has(id) && after.get(id) !== key;
  for (;;) {
    const leaving = new Set(beside.tickets.filter((ticket) => movesAway(ticket, moving)).map(({ id }) => id));
    const standings = standingsOf(verdicts, beside, leaving);
    const after = keysAfter(standings.flatMap((each) => ('fresh' in each ? [each.fresh] : [])));
    const staying = beside.tickets.filter((ticket) => leaving.has(ticket.id) && !movesAway(ticket, after));
    if (staying.length === 0) return standings;
    moving = new Map([...moving].filter(([id]) => !staying.some((ticket) => ticket.id === id)));
  }
}

async function whatIsBeside(
  database: Database,
  accepted: readonly Accepted[],
): Promise<Omit<Beside, 'isOvertaken'>> {
  if (accepted.length === 0) return { tickets: [], formerKeys: new Map(), goneSince: new Map() };
  const ids = accepted.map(({ record }) => record.externalId);
  const keys = accepted.flatMap((each) => ('ticket' in each ? [each.ticket.key] : []));
  const tickets = await database
    .selectFrom('tickets')
    .select(['id', 'key', 'updated_at as updated', 'digest', 'format', 'at_jira'])
    .where((where) =>
      // Tombstones name no keys, and PostgreSQL takes no empty list.
      where.or([where('id', 'in', ids), ...(keys.length > 0 ? [where('key', 'in', keys)] : [])]),
    )
    .execute();
  // A record that does not know its ticket's id goes by that of who has its key.
  const allIds = [...new Set([...ids, ...tickets.map(({ id }) => id)])];
  const former = await database
    .selectFrom('former_keys')
    .selectAll()
    .where('ticket_id', 'in', allIds)
    .orderBy('until')
    .orderBy('key')
    .execute();
  const gone = await database
    .selectFrom('tombstones')
    .select(['ticket_id', 'said_at'])
    .where('ticket_id', 'in', ids)
    .execute();
  return {
    tickets: tickets.map(({ at_jira, ...ticket }) => ({ ...ticket, atJira: at_jira === 1 })),
    formerKeys: Map.groupBy(former, ({ ticket_id }) => ticket_id),
    goneSince: new Map(gone.map(({ ticket_id, said_at }) => [ticket_id, said_at])),
  };
}

/** The key that each ticket has when all of these have been applied; null for one that is gone. */
function keysAfter(accepted: readonly Accepted[]): Map<string, string | null> {
  return new Map(accepted.map((each) => [each.record.externalId, 'ticket' in each ? each.ticket.key : null]));
}

/** @param leaving the tickets, by id, whose keys are free. */
function standingsOf(
  verdicts: readonly Verdict[],
  { tickets, formerKeys, goneSince, isOvertaken }: Beside,
  leaving: ReadonlySet<string>,
): Standing[] {
  const known = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const owners = new Map(tickets.filter(({ id }) => !leaving.has(id)).map(({ id, key }) => [key, id]));
  const former = new Map(formerKeys);

  function standingOfTombstone(given: AcceptedTombstone): Standing {
    const { id } = given.gone;
    const before = known.get(id);
    // What files alone brought is not for Jira to take away.
    if (!before?.atJira || isOvertaken(id)) return { known: given };
    known.delete(id);
    if (owners.get(before.key) === id) owners.delete(before.key);
    return { fresh: remembering(given, before, former) };
  }

  function standingOf(given: AcceptedTicket): Standing {
    const owner = owners.get(given.ticket.key);
    // A record that did not know its id is about the ticket that has its key.
    const isOwners =
      owner !== undefined && isDerived(given.ticket.id) && isAtSameSite(owner, given.ticket.id);
    const candidate = isOwners ? withId(given, owner) : given;
    const { ticket, digest, record } = candidate;
    const before = known.get(ticket.id);
    if (before && bringsNothing(candidate, before)) return { known: candidate };
    if (isOvertaken(ticket.id) && !(before && ticket.updated > before.updated)) return { known: candidate };
    if (record.fetchedAt <= (goneSince.get(ticket.id) ?? Number.NEGATIVE_INFINITY))
      return { known: candidate };
    if (owner !== undefined && owner !== ticket.id && !(isDerived(owner) && isAtSameSite(owner, ticket.id)))
      return { refused: { record, path: 'key', rule: 'key-taken', reason: taken(ticket, owner) } };
    const { id, key, updated } = ticket;
    const fresh = remembering(candidate, before, former);
    known.set(id, { id, key, updated, digest, format: record.format, atJira: fresh.record.atJira ?? false });
    owners.set(key, id);
    return { fresh };
  }

  return verdicts.map((verdict) => {
    if (!('accepted' in verdict)) return verdict;
    return 'ticket' in verdict.accepted
      ? standingOf(verdict.accepted)
      : standingOfTombstone(verdict.accepted);
  });
}

/**
 * What a line says of its ticket's past, so that it can stand for the lines before it: whether Jira's API ever gave it,
 * and the keys that it had.
 *
 * @param former by the ticket's id; it is brought up to date.
 */
function remembering<T extends Accepted>(
  accepted: T,
  before: KnownTicket | undefined,
  former: Map<string, readonly FormerKey[]>,
): T {
  const { atJira: _, formerKeys: __, ...record } = accepted.record;
  const id = record.externalId;
  const key = 'ticket' in accepted ? accepted.ticket.key : null;
  // Who lost its key goes by its id (`apply.ts`), which never was a key.
  const last = before && before.key !== before.id ? [{ key: before.key, until: record.fetchedAt }] : [];
  const earlier = (former.get(id) ?? []).filter((each) => each.key !== before?.key);
  const keys = [...earlier, ...last]
    .filter((each) => each.key !== key)
    .map((each): FormerKey => ({ key: each.key, until: each.until }));
  former.set(id, keys);
  const atJira = accepted.record.atJira || before?.atJira;
  return {
    ...accepted,
    record: { ...record, ...(atJira && { atJira: true }), ...(keys.length > 0 && { formerKeys: keys }) },
  };
}

const isAtSameSite = (one: string, other: string) => siteOfTicket(one) === siteOfTicket(other);

function taken({ id, key }: AcceptedTicket['ticket'], owner: string): string {
  const reason = `${key} belongs to ticket ${owner} already`;
  if (isAtSameSite(id, owner)) return reason;
  const [here, there] = [id, owner].map((each) => spokenName(siteOfTicket(each)));
  return `${reason}: this one is of site ${here}, that one of site ${there}`;
}

/**
 * A row of a CSV export never says more than the API did: it lacks who may read what, and its times depend on a zone
 * that somebody guessed. So times are compared only between states of the same kind.
 */
function bringsNothing({ ticket, digest, record }: AcceptedTicket, before: KnownTicket): boolean {
  const isRow = record.format === 'jira-csv';
  if (isRow !== (before.format === 'jira-csv')) return isRow;
  // From here on Jira can say that it is gone.
  if (record.atJira && !before.atJira) return false;
  // One that lost its key goes by its id (`apply.ts`): its state brings the key back.
  const sameAgain = before.digest === digest && before.key !== before.id;
  return sameAgain || ticket.updated < before.updated;
}

function withId(accepted: AcceptedTicket, id: string): AcceptedTicket {
  const { ticket, record } = accepted;
  return { ...accepted, ticket: { ...ticket, id }, record: { ...record, externalId: id } };
}
