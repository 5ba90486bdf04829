import { setImmediate } from 'node:timers/promises';
import {
  type Access,
  type Asker,
  NO_DETAILS,
  openInProject,
  type Person,
  permits,
  type Ticket,
} from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { accessOf, ticketsToIndex } from './tickets.ts';

/** Tickets read at a time: what an export holds in memory, whatever the number of all. */
const PAGE = 20;

/** A ticket on its way out of the installation. */
export interface ExportableTicket {
  /** Without every comment that is not open to all who may browse the project, and without its details. */
  readonly ticket: Ticket;
  /** Whether anything beyond its project, such as a security level, closes it to readers. */
  readonly restricted: boolean;
}

/**
 * All tickets that the asker may read, by id, a page at a time; between two pages the process answers others. A ticket
 * that changes meanwhile comes in its old or its new state, whole.
 *
 * @param projects only those of these; absent: of all.
 */
export async function* exportableTickets(
  database: Database,
  asker: Asker,
  projects?: readonly string[],
): AsyncGenerator<ExportableTicket> {
  for await (const rows of pagesOfTickets(database, projects)) {
    const ids = rows.filter((row) => permits(asker, accessOf(row))).map(({ id }) => id);
    if (ids.length === 0) continue;
    for (const { ticket, access, commentAccess } of await ticketsToIndex(database, ids)) {
      const isOpen = (demanded?: Access) => !!demanded && openInProject(demanded, ticket.project.key);
      const comments = ticket.comments.filter(
        ({ id, visibility }) => visibility.kind === 'public' && isOpen(commentAccess.get(id)),
      );
      yield { ticket: { ...ticket, comments, details: NO_DETAILS }, restricted: !isOpen(access) };
    }
  }
}

/**
 * The names of everybody who reported, worked on or commented a ticket, closed ones too: for masking, and for nothing
 * that is shown.
 */
export async function namesInTickets(database: Database): Promise<Set<string>> {
  const names = new Set<string>();
  const add = (json: string | null) => {
    if (json !== null) names.add((JSON.parse(json) as Person).displayName);
  };
  for await (const rows of pagesOfTickets(database)) {
    for (const { reporter_json, assignee_json } of rows) {
      add(reporter_json);
      add(assignee_json);
    }
    const authors = await database
      .selectFrom('comments')
      .select('author_json')
      .distinct()
      .where(
        'ticket_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    for (const { author_json } of authors) add(author_json);
  }
  return names;
}

async function* pagesOfTickets(database: Database, projects?: readonly string[]) {
  for (let after = ''; ; ) {
    let query = database
      .selectFrom('tickets')
      .select(['id', 'access_json', 'reporter_json', 'assignee_json'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE);
    if (projects) query = query.where('project_key', 'in', projects);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
    await setImmediate();
  }
}
