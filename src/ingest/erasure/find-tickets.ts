import {
  CasebookError,
  type NamedTicket,
  nameAt,
  namedTicket,
  type SiteName,
  siteOfSource,
  siteOfTicket,
  spokenName,
} from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Lake } from '../lake/lake.ts';
import { withBody } from '../lake/line.ts';
import { keyOf } from '../record-key.ts';
import { derivedId } from '../ticket-id.ts';
import { deadLetters } from './dead-letters.ts';
import type { ErasurePlan, ErasureRequest } from './request.ts';

/** What is found of a ticket: its id or, where records of it lack that, its key at a site. */
interface Found {
  readonly ids: Set<string>;
  /** As a plan has them: with their sites. */
  readonly keys: Set<string>;
}

/**
 * The tickets that a request is about, with all keys that they have and had.
 *
 * @throws CasebookError `ticket-not-found`; `ticket-ambiguous` where a key is one at several sites, and none is named.
 */
export async function findTickets(
  database: Database,
  lake: Lake,
  request: Exclude<ErasureRequest, { kind: 'person' }>,
): Promise<Pick<ErasurePlan, 'ticketIds' | 'keys' | 'othersKeys'>> {
  const { ids, keys } = await (request.kind === 'ticket'
    ? findNamed(database, lake, request.key)
    : findExpired(database, request.resolvedBefore));
  for (const { key, ticket_id } of await database.selectFrom('former_keys').selectAll().execute())
    if (ids.has(ticket_id)) keys.add(nameAt(siteOfTicket(ticket_id), key));
  for await (const line of lake.stored()) {
    const { externalId } = line.head.record;
    const key = ids.has(externalId) ? keyOf(withBody(line).record) : null;
    if (key !== null) keys.add(nameAt(siteOfTicket(externalId), key));
  }
  // All of them: an expiry can have more keys than a statement takes.
  const live = (await database.selectFrom('tickets').select(['id', 'key']).execute()).map(({ id, key }) => ({
    id,
    key: nameAt(siteOfTicket(id), key),
  }));
  for (const { id, key } of live) if (ids.has(id)) keys.add(key);
  for (const key of await refusedKeys(database, ids, live)) keys.add(key);
  const others = live.filter(({ id, key }) => keys.has(key) && !ids.has(id));
  const standing = new Set(others.map(({ id }) => id));
  // What a file brought is of the first site.
  const derived = [...keys].filter((key) => siteOfTicket(key) === null).map(derivedId);
  return {
    // What is known by its key alone was the ticket that had the key next, unless it is one of its own to this day.
    ticketIds: [...ids, ...derived.filter((id) => !standing.has(id))],
    keys: [...keys],
    othersKeys: others.map(({ key }) => key),
  };
}

/** Keys that tickets have in what was refused of them, but for those that it was refused for: others have them. */
async function refusedKeys(
  database: Database,
  ids: ReadonlySet<string>,
  live: readonly { readonly id: string; readonly key: string }[],
): Promise<ReadonlySet<string>> {
  const othersKeys = new Set(live.flatMap(({ id, key }) => (ids.has(id) ? [] : [key])));
  const keys = new Set<string>();
  for await (const { externalId, key } of deadLetters(database)) {
    if (externalId === null || key === null || !ids.has(externalId)) continue;
    const named = nameAt(siteOfTicket(externalId), key);
    if (!othersKeys.has(named)) keys.add(named);
  }
  return keys;
}

async function findExpired(database: Database, resolvedBefore: number): Promise<Found> {
  const rows = await database
    .selectFrom('tickets')
    .select('id')
    .where('status_category', '=', 'done')
    .where('resolved_at', '<', resolvedBefore)
    .execute();
  return { ids: new Set(rows.map(({ id }) => id)), keys: new Set() };
}

async function findNamed(database: Database, lake: Lake, name: string): Promise<Found> {
  const named = namedTicket(name);
  const found =
    'id' in named ? await findById(database, lake, named.id) : await findByKey(database, lake, named);
  const sites = new Set([...found.ids, ...found.keys].map(siteOfTicket));
  if (sites.size === 0) throw new CasebookError('ticket-not-found', name);
  if (sites.size > 1 && 'key' in named) {
    const which = [...sites].map((site) => `${spokenName(site)}:${named.key}`);
    throw new CasebookError(
      'ticket-ambiguous',
      `${named.key} is of several sites, also among dead letters: name one of ${which.join(', ')}.`,
    );
  }
  return found;
}

async function findById(database: Database, lake: Lake, id: string): Promise<Found> {
  const row = await database.selectFrom('tickets').select('id').where('id', '=', id).executeTakeFirst();
  let isKnown = row !== undefined;
  if (!isKnown) for await (const { externalId } of deadLetters(database)) isKnown ||= externalId === id;
  if (!isKnown) for await (const { head } of lake.stored()) isKnown ||= head.record.externalId === id;
  return { ids: new Set(isKnown ? [id] : []), keys: new Set() };
}

/** Who has the key now, and what was refused with it; where nobody has it, who had it once. */
async function findByKey(
  database: Database,
  lake: Lake,
  { site, key }: Extract<NamedTicket, { key: string }>,
): Promise<Found> {
  const ids = new Set<string>();
  const keys = new Set<string>();
  const isWanted = (of: SiteName) => site === undefined || of === site;
  const rows = await database.selectFrom('tickets').select('id').where('key', '=', key).execute();
  for (const { id } of rows) if (isWanted(siteOfTicket(id))) ids.add(id);
  const standing = new Set([...ids].map(siteOfTicket));
  for await (const { source, externalId, key: of } of deadLetters(database)) {
    const at = siteOfSource(source);
    // One of the site of who has the key goes with it, where it is of the same ticket.
    if (of !== key || !isWanted(at) || standing.has(at)) continue;
    if (externalId === null) keys.add(nameAt(at, key));
    else ids.add(externalId);
  }
  if (standing.size > 0) return { ids, keys };
  const former = await database
    .selectFrom('former_keys')
    .select('ticket_id')
    .where('key', '=', key)
    .execute();
  for (const { ticket_id } of former) if (isWanted(siteOfTicket(ticket_id))) ids.add(ticket_id);
  for await (const line of lake.stored()) {
    const { source, externalId } = line.head.record;
    if (!isWanted(siteOfSource(source)) || !line.bodyBytes.includes(`"${key}"`)) continue;
    if (keyOf(withBody(line).record) === key) ids.add(externalId);
  }
  return { ids, keys };
}
