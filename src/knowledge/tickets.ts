import type { Selectable } from 'kysely';
import {
  type Access,
  type Asker,
  type Comment,
  NO_DETAILS,
  permits,
  type SiteName,
  type Subtask,
  seenInJira,
  siteOfTicket,
  spokenName,
  type Ticket,
  type TicketDetails,
  type TicketLink,
} from '../domain/index.ts';
import { type CommentTable, type Database, ofSite, type TicketTable } from '../platform/database/index.ts';
import type { ReadableTicket } from './chunk.ts';
import {
  detailsAsShown,
  keysInDetails,
  NO_DETAIL_ACCESS,
  readableDetails,
  type ShownAs,
  storedDetails,
} from './details.ts';
import type { IndexedFields } from './index/search-index.ts';
import { presentKeys } from './present-keys.ts';

/**
 * The ticket with this key, or that had it last where none has it now, as far as the asker may read it: without the
 * comments closed to him; null if none of it.
 */
export async function readTicket(database: Database, asker: Asker, key: string): Promise<Ticket | null> {
  const present = (await presentKeys(database, asker, [key])).get(key) ?? key;
  const row = await database.selectFrom('tickets').selectAll().where('key', '=', present).executeTakeFirst();
  if (!row || !permits(asker, accessOf(row))) return null;
  const comments = await commentRows(database, [row.id]);
  const stored = (await storedDetails(database, [row.id])).get(row.id);
  const ticket = ticketFrom(
    row,
    comments.filter((comment) => permits(asker, accessOf(comment))),
    stored ? readableDetails(stored, asker, seenInJira(accessOf(row))) : NO_DETAILS,
  );
  const others = [
    ...ticket.links.map((link) => link.key),
    ticket.parentKey,
    ...keysInDetails(ticket.details),
  ];
  const shownAs = (await keysAsShown(database, asker, others))(siteOfTicket(row.id));
  const details = detailsAsShown(ticket.details, shownAs);
  return {
    ...ticket,
    links: linksAsShown(ticket.links, shownAs),
    parentKey: shownAs(ticket.parentKey),
    details: { ...details, subtasks: await withChildren(database, asker, row, details.subtasks) },
  };
}

/** The tickets below one, as Jira showed them beside it, and those here that name it as their parent. */
async function withChildren(
  database: Database,
  asker: Asker,
  { id, key }: Pick<Selectable<TicketTable>, 'id' | 'key'>,
  subtasks: readonly Subtask[],
): Promise<Subtask[]> {
  // Jira does not call a ticket updated whose parent was moved: it names it by the key of then.
  const former = await database
    .selectFrom('former_keys')
    .leftJoin('tickets as holder', 'holder.key', 'former_keys.key')
    .select('former_keys.key')
    .where('former_keys.ticket_id', '=', id)
    .where('holder.id', 'is', null)
    .execute();
  const rows = await database
    .selectFrom('tickets')
    .select(['key', 'summary', 'status', 'status_category', 'access_json'])
    .where('parent_key', 'in', [key, ...former.map((each) => each.key)])
    .where(ofSite('id', siteOfTicket(id)))
    .orderBy('created_at')
    .execute();
  const children = rows
    .filter((row) => permits(asker, accessOf(row)))
    .map((row): Subtask => {
      return {
        key: row.key,
        summary: row.summary,
        status: { name: row.status, category: row.status_category },
      };
    });
  const known = new Map(children.map((child) => [child.key, child]));
  // What is here is newer than what Jira showed of it beside this ticket.
  return [...subtasks.filter((each) => !known.has(each.key)), ...children];
}

/**
 * Which of these keys may be named to the asker, and how: a link tells that a ticket exists, and Jira hides it from who
 * may not see that ticket. The operator is told what Jira told; others of tickets that are here and open to them. What was
 * moved since goes by its present key: Jira does not call a ticket updated that links to it.
 */
async function keysAsShown(
  database: Database,
  asker: Asker,
  keys: readonly (string | null)[],
): Promise<(site: SiteName) => ShownAs> {
  const wanted = keys.filter((key) => key !== null);
  if (wanted.length === 0) return () => () => null;
  const present = await presentKeys(database, asker, wanted);
  const now = (key: string) => present.get(key) ?? key;
  const rows = await database
    .selectFrom('tickets')
    .select(['id', 'key', 'access_json'])
    .where('key', 'in', wanted.map(now))
    .execute();
  // What a ticket names is of its own site: another's ticket of that key opens nothing of what Jira showed beside it.
  const open = new Map(
    rows.filter((row) => permits(asker, accessOf(row))).map(({ id, key }) => [key, siteOfTicket(id)]),
  );
  if (asker.kind === 'operator')
    return (site) => (key) => (key !== null && open.get(now(key)) === site ? now(key) : key);
  return (site) => (key) => (key !== null && open.get(now(key)) === site ? now(key) : null);
}

function linksAsShown(links: readonly TicketLink[], shownAs: ShownAs): TicketLink[] {
  return links.flatMap((link) => {
    const key = shownAs(link.key);
    return key === null ? [] : [{ ...link, key }];
  });
}

/** A ticket and its state: the lake line that it was made from. */
export interface StoredTicket extends ReadableTicket {
  readonly seq: number;
}

/** Tickets by id, whole and with what their parts demand of a reader: for the index, which enforces that itself. */
export async function ticketsToIndex(database: Database, ids: readonly string[]): Promise<StoredTicket[]> {
  const rows = await database.selectFrom('tickets').selectAll().where('id', 'in', ids).execute();
  const comments = Map.groupBy(await commentRows(database, ids), ({ ticket_id }) => ticket_id);
  const stored = await storedDetails(database, ids);
  return rows.map((row) => {
    const own = comments.get(row.id) ?? [];
    const { details, access } = stored.get(row.id) ?? { details: NO_DETAILS, access: NO_DETAIL_ACCESS };
    return {
      seq: row.lake_seq,
      ticket: ticketFrom(row, own, details),
      access: accessOf(row),
      commentAccess: new Map(own.map((comment) => [comment.id, accessOf(comment)])),
      detailAccess: access,
    };
  });
}

/** The head of a ticket: what a result card shows. */
export type TicketHead = Omit<Ticket, 'description' | 'environment' | 'links' | 'comments' | 'details'>;

/** The heads of those of the tickets that the asker may read, by id. */
export async function ticketHeads(
  database: Database,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, TicketHead>> {
  if (ids.length === 0) return new Map();
  const rows = await database.selectFrom('tickets').selectAll().where('id', 'in', ids).execute();
  const heads = rows.filter((row) => permits(asker, accessOf(row))).map(headFrom);
  const shownAs = await keysAsShown(
    database,
    asker,
    heads.map(({ parentKey }) => parentKey),
  );
  return new Map(
    heads.map((head) => [head.id, { ...head, parentKey: shownAs(siteOfTicket(head.id))(head.parentKey) }]),
  );
}

/** A head with the links that may be named to the asker. */
export type LinkedHead = TicketHead & Pick<Ticket, 'links'>;

/** The heads with their links of those of the tickets that the asker may read, by id; former keys are keys too. */
export async function linkedHeads(
  database: Database,
  asker: Asker,
  column: 'id' | 'key',
  values: readonly string[],
): Promise<Map<string, LinkedHead>> {
  if (values.length === 0) return new Map();
  const present = column === 'key' ? await presentKeys(database, asker, values) : new Map<string, string>();
  const wanted = values.map((value) => present.get(value) ?? value);
  const rows = await database.selectFrom('tickets').selectAll().where(column, 'in', wanted).execute();
  const tickets = rows
    .filter((row) => permits(asker, accessOf(row)))
    .map((row): LinkedHead => ({ ...headFrom(row), links: JSON.parse(row.links_json) }));
  const shownAs = await keysAsShown(
    database,
    asker,
    tickets.flatMap(({ links, parentKey }) => [...links.map(({ key }) => key), parentKey]),
  );
  return new Map(
    tickets.map((ticket) => [
      ticket.id,
      {
        ...ticket,
        links: linksAsShown(ticket.links, shownAs(siteOfTicket(ticket.id))),
        parentKey: shownAs(siteOfTicket(ticket.id))(ticket.parentKey),
      },
    ]),
  );
}

/** What tells which tickets are duplicates of which. */
export type TicketLinks = Pick<Ticket, 'id' | 'key' | 'links'>;

/** The links of all tickets that the asker may read, as Jira told them; read, not shown to anybody. */
export async function linksOfAll(database: Database, asker: Asker): Promise<TicketLinks[]> {
  const rows = await database
    .selectFrom('tickets')
    .select(['id', 'key', 'links_json', 'access_json'])
    .orderBy('id')
    .execute();
  return rows
    .filter((row) => permits(asker, accessOf(row)))
    .map(({ id, key, links_json }) => ({ id, key, links: JSON.parse(links_json) }));
}

/** The ids of the tickets that were created since and that the asker may read, newest first. */
export async function createdSince(database: Database, asker: Asker, since: number): Promise<string[]> {
  const rows = await database
    .selectFrom('tickets')
    .select(['id', 'access_json'])
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.filter((row) => permits(asker, accessOf(row))).map(({ id }) => id);
}

/** The ids and present keys of those of the tickets that the asker may read, by keys that they have or had. */
export async function namedTickets(
  database: Database,
  asker: Asker,
  keys: readonly string[],
): Promise<Map<string, { readonly id: string; readonly key: string }>> {
  if (keys.length === 0) return new Map();
  const present = await presentKeys(database, asker, keys);
  const wanted = keys.map((key) => present.get(key) ?? key);
  const rows = await database
    .selectFrom('tickets')
    .select(['id', 'key', 'access_json'])
    .where('key', 'in', wanted)
    .execute();
  const readable = new Map(
    rows.filter((row) => permits(asker, accessOf(row))).map(({ id, key }) => [key, { id, key }]),
  );
  return new Map(
    keys.flatMap((key, at) => {
      const found = readable.get(wanted[at] as string);
      return found ? [[key, found]] : [];
    }),
  );
}

/** What of a ticket's head the index filters on, sorts by and counts. */
export function fieldsOf(head: Omit<TicketHead, 'summary' | 'parentKey'>): IndexedFields {
  const { key, type, priority, resolution, labels, components, created, updated, resolved } = head;
  return {
    key,
    site: spokenName(siteOfTicket(head.id)),
    project: head.project.key,
    projectName: head.project.name,
    type,
    status: head.status.name,
    statusCategory: head.status.category,
    priority,
    resolution,
    labels,
    components,
    reporter: head.reporter?.displayName ?? null,
    assignee: head.assignee?.displayName ?? null,
    created,
    updated,
    resolved,
  };
}

/** The columns that {@link indexedFields} reads. */
export const INDEXED_COLUMNS = [
  'id',
  'key',
  'project_key',
  'project_name',
  'type',
  'status',
  'status_category',
  'priority',
  'resolution',
  'labels_json',
  'components_json',
  'reporter_json',
  'assignee_json',
  'created_at',
  'updated_at',
  'resolved_at',
] as const satisfies readonly (keyof TicketTable)[];

/** The same from a row of the tickets' table. */
export function indexedFields(
  row: Pick<Selectable<TicketTable>, (typeof INDEXED_COLUMNS)[number]>,
): IndexedFields {
  return fieldsOf(fieldsFrom(row));
}

function commentRows(database: Database, ticketIds: readonly string[]) {
  return database
    .selectFrom('comments')
    .selectAll()
    .where('ticket_id', 'in', ticketIds)
    .orderBy('ticket_id')
    .orderBy('position')
    .execute();
}

export function accessOf(row: { access_json: string }): Access {
  return JSON.parse(row.access_json);
}

function headFrom(row: Selectable<TicketTable>): TicketHead {
  return { summary: row.summary, parentKey: row.parent_key, ...fieldsFrom(row) };
}

function fieldsFrom(
  row: Pick<Selectable<TicketTable>, (typeof INDEXED_COLUMNS)[number]>,
): Omit<TicketHead, 'summary' | 'parentKey'> {
  return {
    id: row.id,
    key: row.key,
    project: { key: row.project_key, name: row.project_name },
    type: row.type,
    status: { name: row.status, category: row.status_category },
    priority: row.priority,
    resolution: row.resolution,
    labels: JSON.parse(row.labels_json),
    components: JSON.parse(row.components_json),
    reporter: parsed(row.reporter_json),
    assignee: parsed(row.assignee_json),
    created: row.created_at,
    updated: row.updated_at,
    resolved: row.resolved_at,
  };
}

function ticketFrom(
  row: Selectable<TicketTable>,
  comments: readonly Selectable<CommentTable>[],
  details: TicketDetails,
): Ticket {
  return {
    ...headFrom(row),
    description: parsed(row.description_json),
    environment: parsed(row.environment_json),
    links: JSON.parse(row.links_json),
    comments: comments.map(commentFrom),
    details,
  };
}

function commentFrom(row: Selectable<CommentTable>): Comment {
  return {
    id: row.id,
    author: parsed(row.author_json),
    created: row.created_at,
    updated: row.updated_at,
    visibility: JSON.parse(row.visibility_json),
    body: JSON.parse(row.body_json),
  };
}

/** Columns that we wrote ourselves hold what we wrote. */
function parsed<T>(json: string | null): T | null {
  return json === null ? null : JSON.parse(json);
}
