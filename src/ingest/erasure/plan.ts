import { randomUUID } from 'node:crypto';
import { CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Lake } from '../lake/lake.ts';
import { withBody } from '../lake/line.ts';
import { keyOf } from '../record-key.ts';
import { derivedId } from '../ticket-id.ts';
import { countLetters, deadLetters } from './dead-letters.ts';
import { eraserOf } from './eraser-of.ts';
import { type KnownAs, learnFrom } from './known-as.ts';
import type { ErasureCounts, ErasurePlan, ErasureRequest, Forgotten } from './request.ts';

/**
 * Finds out what a request means for what is stored now; nothing is changed.
 *
 * @throws CasebookError `ticket-not-found`, `person-not-found`.
 */
export async function planErasure(
  database: Database,
  lake: Lake,
  request: ErasureRequest,
): Promise<ErasurePlan> {
  const subject =
    request.kind === 'person'
      ? {
          ticketIds: [],
          keys: [],
          othersKeys: [],
          person: await findPerson(database, lake, request.accountId),
        }
      : { ...(await findTickets(database, lake, request)), person: null };
  const plan = { id: randomUUID(), kind: request.kind, at: Date.now(), ...subject };
  const found = await count(database, lake, plan);
  if (request.kind === 'person' && found.changedLines + found.lines + found.deadLetters === 0)
    throw new CasebookError('person-not-found', request.accountId);
  return { ...plan, found };
}

async function findPerson(database: Database, lake: Lake, accountId: string): Promise<Forgotten> {
  const known: KnownAs = { ids: new Set([accountId]), names: new Set(), addresses: new Set() };
  const needle = JSON.stringify(accountId).slice(1, -1);
  for await (const line of lake.stored()) {
    if (line.bodyBytes.includes(needle)) learnFrom(withBody(line).record, known);
  }
  for await (const { record } of deadLetters(database)) if (record) learnFrom(record, known);
  return {
    ids: [...known.ids],
    names: [...known.names],
    addresses: [...known.addresses],
    pseudonym: `erased-${randomUUID()}`,
  };
}

async function findTickets(
  database: Database,
  lake: Lake,
  request: Exclude<ErasureRequest, { kind: 'person' }>,
): Promise<Pick<ErasurePlan, 'ticketIds' | 'keys' | 'othersKeys'>> {
  const tickets = database.selectFrom('tickets').select(['id', 'key']);
  const rows = await (request.kind === 'ticket'
    ? tickets.where('key', '=', request.key)
    : tickets.where('status_category', '=', 'done').where('resolved_at', '<', request.resolvedBefore)
  ).execute();
  const ids = new Set(rows.map(({ id }) => id));
  const keys = new Set(rows.map(({ key }) => key));
  if (request.kind === 'ticket' && ids.size === 0) {
    keys.add(request.key);
    for (const id of await formerOwners(database, lake, request.key)) ids.add(id);
    if (ids.size === 0) throw new CasebookError('ticket-not-found', request.key);
  }
  for (const { key, ticket_id } of await database.selectFrom('former_keys').selectAll().execute())
    if (ids.has(ticket_id)) keys.add(key);
  for await (const line of lake.stored()) {
    const key = ids.has(line.head.record.externalId) ? keyOf(withBody(line).record) : null;
    if (key !== null) keys.add(key);
  }
  // All of them: an expiry can have more keys than a statement takes.
  const live = await database.selectFrom('tickets').select(['id', 'key']).execute();
  const others = live.filter(({ id, key }) => keys.has(key) && !ids.has(id));
  const standing = new Set(others.map(({ id }) => id));
  return {
    // What is known by its key alone was the ticket that had the key next, unless it is one of its own to this day.
    ticketIds: [...ids, ...[...keys].map(derivedId).filter((id) => !standing.has(id))],
    keys: [...keys],
    othersKeys: others.map(({ key }) => key),
  };
}

/** Tickets that had a key once, or that never got past the gate. */
async function formerOwners(database: Database, lake: Lake, key: string): Promise<Set<string>> {
  const former = await database
    .selectFrom('former_keys')
    .select('ticket_id')
    .where('key', '=', key)
    .execute();
  const ids = new Set(former.map(({ ticket_id }) => ticket_id));
  for await (const line of lake.stored()) {
    const own = line.bodyBytes.includes(`"${key}"`) && keyOf(withBody(line).record) === key;
    if (own) ids.add(line.head.record.externalId);
  }
  for await (const letter of deadLetters(database))
    if (letter.key === key) ids.add(letter.externalId ?? derivedId(key));
  return ids;
}

async function count(
  database: Database,
  lake: Lake,
  plan: Omit<ErasurePlan, 'found'>,
): Promise<ErasureCounts> {
  const eraser = eraserOf(plan);
  const gone = new Set(plan.ticketIds);
  const changed = new Set<string>();
  let [lines, changedLines] = [0, 0];
  for await (const line of lake.stored()) {
    const { externalId } = line.head.record;
    if (!eraser.mayConcern(line.bodyBytes, externalId)) continue;
    const { record } = withBody(line);
    const rest = eraser.erase(record);
    if (rest === null) lines += 1;
    else if (rest !== record) {
      changedLines += 1;
      changed.add(externalId);
    }
  }
  const rows = await database.selectFrom('tickets').select('id').execute();
  return {
    tickets: rows.filter(({ id }) => gone.has(id)).length,
    changedTickets: rows.filter(({ id }) => changed.has(id)).length,
    lines,
    changedLines,
    deadLetters: await countLetters(database, eraser),
  };
}
