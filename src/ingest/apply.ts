import type { Insertable, Transaction } from 'kysely';
import {
  type CommentTable,
  insertInGroups,
  type Schema,
  type TicketTable,
} from '../platform/database/index.ts';
import type { Accepted } from './gate.ts';
import { derivedId, isDerived } from './ticket-id.ts';

/** An accepted record with the number of its line in the lake. */
interface Written {
  readonly seq: number;
  readonly accepted: Accepted;
}

/** The same, with the run that received it. */
export interface Applied extends Written {
  readonly runId: number;
}

/**
 * Writes tickets, their comments and the work that they cause (a new index entry) within the caller's transaction,
 * so that none of them can exist without the others. Of several states of a ticket the last one counts; every line is
 * noted.
 */
export async function applyTickets(tx: Transaction<Schema>, applied: readonly Applied[]): Promise<void> {
  const lines = applied.map(({ runId, seq, accepted: { record, digest } }) => ({
    seq,
    run_id: runId,
    source: record.source,
    external_id: record.externalId,
    digest,
  }));
  await insertInGroups(lines, (rows) => tx.insertInto('lake_records').values(rows).execute());
  await writeTickets(tx, applied);
}

/** The same for lines that have been applied before: the tickets become what those say now. */
export async function writeTickets(tx: Transaction<Schema>, applied: readonly Written[]): Promise<void> {
  if (applied.length === 0) return;
  const { last, replaced } = lastStates(applied);
  if (replaced.length > 0) await tx.deleteFrom('tickets').where('id', 'in', replaced).execute();
  const tickets = await settleKeys(tx, last.map(ticketRow));
  const ids = tickets.map(({ id }) => id);
  await insertInGroups(tickets, (rows) =>
    tx
      .insertInto('tickets')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => {
          const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id') as TicketColumn[];
          return Object.fromEntries(columns.map((column) => [column, row.ref(`excluded.${column}`)]));
        }),
      )
      .execute(),
  );
  await tx.deleteFrom('comments').where('ticket_id', 'in', ids).execute();
  await insertInGroups(last.flatMap(commentRows), (rows) => tx.insertInto('comments').values(rows).execute());
  await indexAnew(tx, tickets);
}

/** Notes that the index has to take in tickets as they are now. */
async function indexAnew(tx: Transaction<Schema>, tickets: readonly TicketState[]): Promise<void> {
  await insertInGroups(
    tickets.map(({ id, lake_seq }) => ({ ticket_id: id, lake_seq })),
    (rows) =>
      tx
        .insertInto('index_work')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('ticket_id').doUpdateSet((row) => ({
            lake_seq: row.ref('excluded.lake_seq'),
            attempts: 0,
            error: null,
          })),
        )
        .execute(),
  );
}

type TicketState = Pick<Insertable<TicketTable>, 'id' | 'key' | 'lake_seq'>;

/**
 * Frees the keys that tickets are about to be written with, and returns the tickets with the keys that they get: a key
 * belongs to the newest line that names it, because a recovery may stop in the middle of an exchange. Who loses its key
 * goes by its id, which no key can look like, until a line of its own gives it one.
 */
async function settleKeys(
  tx: Transaction<Schema>,
  tickets: readonly Insertable<TicketTable>[],
): Promise<Insertable<TicketTable>[]> {
  const ids = tickets.map(({ id }) => id);
  const keys = tickets.map(({ key }) => key);
  const holders = await tx
    .selectFrom('tickets')
    .select(['id', 'key', 'lake_seq'])
    .where('key', 'in', keys)
    .where('id', 'not in', ids)
    .execute();
  const inOrder: TicketState[] = [...holders, ...tickets].sort((a, b) => a.lake_seq - b.lake_seq);
  const owners = new Map(inOrder.map(({ id, key }) => [key, id]));
  const losers = holders.filter(({ id, key }) => owners.get(key) !== id);
  const losing = losers.map(({ id }) => id);
  await tx
    .updateTable('tickets')
    .set(({ ref }) => ({ key: ref('id') }))
    .where('id', 'in', [...ids, ...losing])
    .execute();
  if (losing.length > 0) {
    // Their state has the number that it had: only this tells the other indexes.
    await tx.updateTable('index_entries').set({ lake_seq: 0 }).where('ticket_id', 'in', losing).execute();
    await indexAnew(tx, losers);
  }
  return tickets.map((ticket) =>
    owners.get(ticket.key) === ticket.id ? ticket : { ...ticket, key: ticket.id },
  );
}

type TicketColumn = keyof TicketTable;

/** The last state of each ticket; and what went by a key so far that a ticket with an id of its own now has. */
function lastStates(applied: readonly Written[]): { last: Written[]; replaced: string[] } {
  const last = new Map<string, Written>();
  const replaced = new Set<string>();
  for (const each of applied) {
    const { id, key } = each.accepted.ticket;
    last.set(id, each);
    if (isDerived(id)) continue;
    last.delete(derivedId(key));
    replaced.add(derivedId(key));
  }
  return { last: [...last.values()], replaced: [...replaced] };
}

function ticketRow({ seq, accepted: { ticket, access, digest, record } }: Written): Insertable<TicketTable> {
  return {
    id: ticket.id,
    key: ticket.key,
    project_key: ticket.project.key,
    project_name: ticket.project.name,
    type: ticket.type,
    status: ticket.status.name,
    status_category: ticket.status.category,
    priority: ticket.priority,
    resolution: ticket.resolution,
    summary: ticket.summary,
    description_json: json(ticket.description),
    environment_json: json(ticket.environment),
    labels_json: JSON.stringify(ticket.labels),
    components_json: JSON.stringify(ticket.components),
    reporter_json: json(ticket.reporter),
    assignee_json: json(ticket.assignee),
    links_json: JSON.stringify(ticket.links),
    parent_key: ticket.parentKey,
    created_at: ticket.created,
    updated_at: ticket.updated,
    resolved_at: ticket.resolved,
    access_json: JSON.stringify(access),
    lake_seq: seq,
    digest,
    format: record.format,
  };
}

function commentRows({ accepted: { ticket, commentAccess } }: Written): Insertable<CommentTable>[] {
  return ticket.comments.map((comment, position) => {
    const access = commentAccess.get(comment.id);
    if (!access) throw new Error(`comment ${comment.id} of ${ticket.key} was not classified`);
    return {
      id: comment.id,
      ticket_id: ticket.id,
      position,
      author_json: json(comment.author),
      created_at: comment.created,
      updated_at: comment.updated,
      visibility_json: JSON.stringify(comment.visibility),
      body_json: JSON.stringify(comment.body),
      access_json: JSON.stringify(access),
    };
  });
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
