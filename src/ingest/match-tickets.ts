import type { Selectable } from 'kysely';
import {
  type AttachmentTextTable,
  type CommentTable,
  type Database,
  inGroups,
  insertInGroups,
  type LakeRecordTable,
  type TicketDetailTable,
  type TicketTable,
  transact,
} from '../platform/database/index.ts';
import { breathe } from '../platform/turns/index.ts';
import { removeTickets } from './gone.ts';
import { recoveryRun } from './runs.ts';

interface WholeTicket {
  readonly ticket: Selectable<TicketTable>;
  readonly parts: TicketParts;
}

/** The rows of other tables that belong to a ticket. */
interface TicketParts {
  readonly comments: readonly Selectable<CommentTable>[];
  readonly details: readonly Selectable<TicketDetailTable>[];
  readonly texts: readonly Selectable<AttachmentTextTable>[];
}

export interface Matched {
  readonly equal: number;
  readonly changed: number;
  readonly removed: number;
}

/** Tickets compared and written at a time. */
const GROUP = 100;

/**
 * Makes the tickets of one database those of another: rows that are equal are left alone, what differs or is missing
 * is written with work for the index, what is not in `from` is removed. A written ticket loses its index entries, in
 * every generation: they were made from what it was.
 *
 * Whenever it gives up or is killed, what it has written by then is whole: a ticket that has a key which another one is
 * to have is put right in the same transaction as that one.
 */
export async function matchTickets({
  from,
  to,
  signal,
}: {
  readonly from: Database;
  readonly to: Database;
  readonly signal: AbortSignal;
}): Promise<Matched> {
  const counts = { equal: 0, changed: 0, removed: 0 };
  /** Tickets that were put right before their turn. */
  const early = new Set<string>();
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted();
    const wanted = await ticketsAfter(from, after);
    const last = wanted.length < GROUP ? null : (wanted.at(-1)?.ticket.id ?? null);
    const there = new Map((await ticketsBetween(to, after, last)).map((each) => [each.ticket.id, each]));
    const different = wanted.filter((each) => !same(each, there.get(each.ticket.id)));
    for (const { ticket } of wanted) there.delete(ticket.id);
    const repeated = wanted.filter(({ ticket }) => early.delete(ticket.id)).length;
    const ahead = await holdersOf(from, to, different, new Set([...ids(different), ...there.keys()]));
    for (const id of ids(ahead.different)) early.add(id);
    const [changed, strangers] = [
      [...different, ...ahead.different],
      [...there.keys(), ...ahead.strangers],
    ];
    if (changed.length > 0 || strangers.length > 0) await write(from, to, changed, strangers);
    counts.equal += wanted.length - different.length - repeated;
    counts.changed += changed.length;
    counts.removed += strangers.length;
    if (last === null) return counts;
    after = last;
    await breathe();
  }
}

const ids = (tickets: readonly WholeTicket[]) => tickets.map(({ ticket }) => ticket.id);

/**
 * The tickets of `to` that have keys which others are to have, those that have the keys that these are to have, and so
 * on: as `from` has them, or as strangers where it does not.
 *
 * @param known those that are written or removed anyway; it is added to.
 */
async function holdersOf(
  from: Database,
  to: Database,
  tickets: readonly WholeTicket[],
  known: Set<string>,
): Promise<{ readonly different: WholeTicket[]; readonly strangers: string[] }> {
  const [different, strangers]: [WholeTicket[], string[]] = [[], []];
  for (let next = [...tickets]; next.length > 0; ) {
    const keys = next.map(({ ticket }) => ticket.key);
    next = [];
    for await (const group of inGroups(keys, GROUP)) {
      const rows = await to.selectFrom('tickets').select('id').where('key', 'in', group).execute();
      const holders = rows.map(({ id }) => id).filter((id) => !known.has(id));
      if (holders.length === 0) continue;
      const found = await withParts(
        from,
        await from.selectFrom('tickets').selectAll().where('id', 'in', holders).execute(),
      );
      for (const id of holders) known.add(id);
      strangers.push(...holders.filter((id) => !ids(found).includes(id)));
      next.push(...found);
    }
    different.push(...next);
  }
  return { different, strangers };
}

async function ticketsAfter(database: Database, after: string | null): Promise<WholeTicket[]> {
  const tickets = await database
    .selectFrom('tickets')
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '>', after as string))
    .orderBy('id')
    .limit(GROUP)
    .execute();
  return withParts(database, tickets);
}

/** @param last null for no end */
async function ticketsBetween(
  database: Database,
  after: string | null,
  last: string | null,
): Promise<WholeTicket[]> {
  const tickets = await database
    .selectFrom('tickets')
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '>', after as string))
    .$if(last !== null, (query) => query.where('id', '<=', last as string))
    .execute();
  return withParts(database, tickets);
}

async function withParts(
  database: Database,
  tickets: readonly Selectable<TicketTable>[],
): Promise<WholeTicket[]> {
  const parts = new Map<string, TicketParts>();
  for await (const group of inGroups(
    tickets.map(({ id }) => id),
    GROUP,
  )) {
    const comments = await database
      .selectFrom('comments')
      .selectAll()
      .where('ticket_id', 'in', group)
      .orderBy('ticket_id')
      .orderBy('position')
      .orderBy('id')
      .execute();
    const details = await database
      .selectFrom('ticket_details')
      .selectAll()
      .where('ticket_id', 'in', group)
      .execute();
    const texts = await database
      .selectFrom('attachment_texts')
      .selectAll()
      .where('ticket_id', 'in', group)
      .orderBy('attachment_id')
      .execute();
    const [ofComments, ofDetails, ofTexts] = [byTicket(comments), byTicket(details), byTicket(texts)];
    for (const id of group)
      parts.set(id, {
        comments: ofComments.get(id) ?? [],
        details: ofDetails.get(id) ?? [],
        texts: ofTexts.get(id) ?? [],
      });
  }
  return tickets.map((ticket) => ({ ticket, parts: parts.get(ticket.id) as TicketParts }));
}

const byTicket = <Row extends { readonly ticket_id: string }>(rows: readonly Row[]) =>
  Map.groupBy(rows, ({ ticket_id }) => ticket_id);

function same(wanted: WholeTicket, there: WholeTicket | undefined): boolean {
  return there !== undefined && text(wanted) === text(there);
}

/** The order of columns is the database's own affair. */
function text({ ticket, parts: { comments, details, texts } }: WholeTicket): string {
  const row = (columns: object) => Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([row(ticket), comments.map(row), details.map(row), texts.map(row)]);
}

async function write(
  from: Database,
  to: Database,
  different: readonly WholeTicket[],
  strangers: readonly string[],
): Promise<void> {
  const tickets = different.map(({ ticket }) => ticket);
  const runId = await recoveryRun(to);
  const lines = tickets.length > 0 ? await linesOf(from, tickets, runId) : [];
  await transact(to, async (tx) => {
    for await (const group of inGroups(strangers, GROUP)) await removeTickets(tx, group);
    for await (const group of inGroups(ids(different), GROUP))
      await tx.deleteFrom('tickets').where('id', 'in', group).execute();
    // Only a damaged database lacks them; its runs have counted them already.
    await insertInGroups(lines, (rows) =>
      tx
        .insertInto('lake_records')
        .values(rows)
        .onConflict((conflict) => conflict.column('seq').doNothing())
        .execute(),
    );
    await insertInGroups(tickets, (rows) => tx.insertInto('tickets').values(rows).execute());
    const partsOf = <Row>(read: (parts: TicketParts) => readonly Row[]) =>
      different.flatMap(({ parts }) => read(parts));
    await insertInGroups(
      partsOf(({ comments }) => comments),
      (rows) => tx.insertInto('comments').values(rows).execute(),
    );
    await insertInGroups(
      partsOf(({ details }) => details),
      (rows) => tx.insertInto('ticket_details').values(rows).execute(),
    );
    await insertInGroups(
      partsOf(({ texts }) => texts),
      (rows) => tx.insertInto('attachment_texts').values(rows).execute(),
    );
    const work = tickets.map(({ id, lake_seq }) => ({ ticket_id: id, lake_seq }));
    await insertInGroups(work, (rows) => tx.insertInto('index_work').values(rows).execute());
  });
}

/** The notes on the lines that tickets were made from, as those of a run of the other database. */
async function linesOf(from: Database, tickets: readonly Selectable<TicketTable>[], runId: number) {
  const lines: Selectable<LakeRecordTable>[] = [];
  for await (const numbers of inGroups(
    tickets.map(({ lake_seq }) => lake_seq),
    GROUP,
  ))
    lines.push(...(await from.selectFrom('lake_records').selectAll().where('seq', 'in', numbers).execute()));
  return lines.map((line) => ({ ...line, run_id: runId }));
}
