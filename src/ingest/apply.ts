import type { Insertable, Transaction } from 'kysely';
import { labelsOf, siteOfTicket } from '../domain/index.ts';
import {
  type AccessPlans,
  type CommentTable,
  insertInGroups,
  planFor,
  readAccessPlans,
  type Schema,
  type TicketTable,
} from '../platform/database/index.ts';
import { type DetailedTicket, writeDetails } from './apply-details.ts';
import type { Accepted, AcceptedTicket } from './gate.ts';
import {
  endTombstones,
  keepTombstones,
  removeTickets,
  type WrittenTombstone,
  writeFormerKeys,
} from './gone.ts';
import { derivedId, isDerived } from './ticket-id.ts';

/** An accepted record with the number of its line in the lake. */
interface Written {
  readonly seq: number;
  readonly accepted: Accepted;
}

interface WrittenTicket extends Written {
  readonly accepted: AcceptedTicket;
}

/** The same, with the run that received it. */
export interface Applied extends Written {
  readonly runId: number;
}

/**
 * Writes tickets, their comments and the work that they cause (a new index entry) within the caller's transaction,
 * so that none of them can exist without the others; those that are gone are removed in the same way. Of several states
 * of a ticket the last one counts; every line is noted.
 */
export async function applyRecords(tx: Transaction<Schema>, applied: readonly Applied[]): Promise<void> {
  const lines = applied.map(({ runId, seq, accepted: { record, digest } }) => ({
    seq,
    run_id: runId,
    source: record.source,
    external_id: record.externalId,
    digest,
  }));
  await insertInGroups(lines, (rows) => tx.insertInto('lake_records').values(rows).execute());
  await writeStates(tx, applied, await areTold(tx, applied));
}

/** The same for lines that have been applied before: the tickets become what those say now. */
export async function writeStates(
  tx: Transaction<Schema>,
  applied: readonly Written[],
  urgent = false,
): Promise<void> {
  const { last, gone, replaced } = lastStates(applied);
  // First, because others may have their keys from now on.
  await removeTickets(tx, [...replaced, ...gone.map(({ accepted }) => accepted.gone.id)]);
  await keepTombstones(tx, gone);
  await writeFormerKeys(
    tx,
    [...last, ...gone].map(({ accepted }) => accepted),
  );
  await writeTickets(tx, last, urgent);
}

/** Whether Jira told of these by itself: people who have just changed a ticket look for it before a sync is through. */
async function areTold(tx: Transaction<Schema>, applied: readonly Applied[]): Promise<boolean> {
  const [first] = applied;
  if (!first) return false;
  const run = await tx.selectFrom('runs').select('kind').where('id', '=', first.runId).executeTakeFirst();
  return run?.kind === 'webhooks';
}

async function writeTickets(
  tx: Transaction<Schema>,
  states: readonly WrittenTicket[],
  urgent: boolean,
): Promise<void> {
  if (states.length === 0) return;
  const plans = await readAccessPlans(tx);
  const rows = states.map((state) => rowsOf(state, plans));
  const tickets = await settleKeys(
    tx,
    rows.map(({ ticket }) => ticket),
  );
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
  await insertInGroups(
    rows.flatMap(({ comments }) => comments),
    (group) => tx.insertInto('comments').values(group).execute(),
  );
  await writeDetails(
    tx,
    rows.map(({ details }) => details),
  );
  await endTombstones(tx, ids);
  await indexAnew(tx, tickets, urgent);
}

/** Notes that the index has to take in tickets as they are now. */
async function indexAnew(
  tx: Transaction<Schema>,
  tickets: readonly TicketState[],
  urgent = false,
): Promise<void> {
  await insertInGroups(
    tickets.map(({ id, lake_seq }) => ({ ticket_id: id, lake_seq, urgent: urgent ? 1 : 0 })),
    (rows) =>
      tx
        .insertInto('index_work')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('ticket_id').doUpdateSet((row) => ({
            lake_seq: row.ref('excluded.lake_seq'),
            urgent: row.ref('excluded.urgent'),
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

interface LastStates {
  readonly last: readonly WrittenTicket[];
  readonly gone: readonly WrittenTombstone[];
  /** What went by a key so far that a ticket with an id of its own now has. */
  readonly replaced: readonly string[];
}

/** The last state of each ticket, where it is not that it is gone. */
function lastStates(applied: readonly Written[]): LastStates {
  const last = new Map<string, Written>();
  const replaced = new Set<string>();
  for (const each of applied) {
    const id = each.accepted.record.externalId;
    last.set(id, each);
    // What is known by its key alone came from a file, and is of the first site.
    if ('gone' in each.accepted || isDerived(id) || siteOfTicket(id) !== null) continue;
    const derived = derivedId(each.accepted.ticket.key);
    last.delete(derived);
    replaced.add(derived);
  }
  const states = [...last.values()];
  return {
    last: states.filter((each): each is WrittenTicket => 'ticket' in each.accepted),
    gone: states.filter((each): each is WrittenTombstone => 'gone' in each.accepted),
    replaced: [...replaced],
  };
}

interface TicketRows {
  readonly ticket: Insertable<TicketTable>;
  readonly comments: readonly Insertable<CommentTable>[];
  readonly details: DetailedTicket;
}

function rowsOf(
  { seq, accepted: { ticket, holders, digest, record } }: WrittenTicket,
  plans: AccessPlans,
): TicketRows {
  const { access, commentAccess, detailAccess } = labelsOf(ticket, holders, planFor(plans, ticket.id));
  const row: Insertable<TicketTable> = {
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
    holders_json: JSON.stringify(holders),
    lake_seq: seq,
    digest,
    format: record.format,
    at_jira: record.atJira ? 1 : 0,
  };
  const comments = ticket.comments.map(
    (comment, position): Insertable<CommentTable> => ({
      id: comment.id,
      ticket_id: ticket.id,
      position,
      author_json: json(comment.author),
      created_at: comment.created,
      updated_at: comment.updated,
      visibility_json: JSON.stringify(comment.visibility),
      body_json: JSON.stringify(comment.body),
      access_json: JSON.stringify(commentAccess.get(comment.id)),
    }),
  );
  return { ticket: row, comments, details: { ticket, detailAccess } };
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
