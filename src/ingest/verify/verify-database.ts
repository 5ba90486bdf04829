import { sql } from 'kysely';
import { CasebookError, type Indexing } from '../../domain/index.ts';
import { type Database, databaseKind } from '../../platform/database/index.ts';
import { lakePosition } from '../commit.ts';
import { dispositions } from '../dispositions.ts';
import { readIntent } from '../erasure/intent.ts';
import type { LineHead } from '../lake/line.ts';
import { erasureUnderway } from './erasure-underway.ts';
import type { Findings } from './report.ts';

/** Lines are compared with their rows in groups: one query for many. */
const GROUP = 500;

export interface DatabaseTotals {
  readonly tickets: number;
}

/** Compares the database with itself and, line by line as the lake is read, with the lake. */
export interface DatabaseCheck {
  /** The number of the last line that it has disposed of. */
  readonly position: number | null;
  onLine(line: LineHead): Promise<void>;
  /** After the last line; `lastSeq` is its number. Null where the database could not be read to the end. */
  finish(lastSeq: number): Promise<DatabaseTotals | null>;
}

/**
 * @param database as it stands at one point in time: within a transaction that reads.
 * @param indexing the second equation, which the search index's part of the tables decides.
 */
export async function checkDatabase(
  database: Database,
  place: string,
  { findings, notes }: { readonly findings: Findings; readonly notes: Findings },
  indexing: (database: Database) => Promise<Indexing>,
): Promise<DatabaseCheck> {
  if (databaseKind(database) === 'sqlite') await checkSqlite(database, place, findings);
  if (await readIntent(database))
    notes.add(place, 'an erasure was begun and is not done: the next start finishes it');
  const underway = await erasureUnderway(database);
  const position = await lakePosition(database);
  const tickets = await database.selectFrom('tickets').select(['id', 'key', 'lake_seq', 'digest']).execute();
  const ticketOf = new Map(tickets.map((ticket) => [ticket.lake_seq, ticket]));
  const tombstones = await database.selectFrom('tombstones').selectAll().execute();
  const tombstoneOf = new Map(tombstones.map((each) => [each.lake_seq, each]));
  let group: LineHead[] = [];

  async function compareGroup(): Promise<void> {
    const lines = group;
    group = [];
    const rows = await database
      .selectFrom('lake_records')
      .select(['seq', 'external_id', 'digest'])
      .where(
        'seq',
        'in',
        lines.map(({ seq }) => seq),
      )
      .execute();
    const rowOf = new Map(rows.map((row) => [row.seq, row]));
    for (const line of lines) {
      const row = rowOf.get(line.seq);
      if (!row && !(await isDeadLetter(line)))
        findings.add(place, `line ${line.seq} of the lake was never disposed of`);
      else if (row && row.external_id !== line.record.externalId) addOther(findings, line.seq);
      else if (row && row.digest !== line.digest)
        addOther(underway?.explainsChangedLine(line.seq) ? notes : findings, line.seq);
    }
  }

  const addOther = (to: Findings, seq: number) =>
    to.add(place, `line ${seq} of the lake is another one than was applied`);

  /** A line that an older version let in can be refused when it is applied. */
  async function isDeadLetter({ record, digest }: LineHead): Promise<boolean> {
    const letter = await database
      .selectFrom('dead_letters')
      .select('id')
      .where('source', '=', record.source)
      .where('digest', '=', digest)
      .executeTakeFirst();
    return letter !== undefined;
  }

  /** Lines that were not applied so far: by a moment, or because something is wrong with them or the database. */
  let unapplied = 0;
  let readable = true;
  /** The lake is read to its end, also where a page of the database turns out to be damaged. */
  async function whileReadable(work: () => Promise<void>): Promise<void> {
    if (!readable) return;
    try {
      await work();
    } catch (error) {
      readable = false;
      findings.add(place, problemOf(error));
    }
  }

  return {
    position,
    async onLine(line) {
      const ticket = ticketOf.get(line.seq);
      if (ticket && ticket.digest === line.digest && ticket.id === line.record.externalId)
        ticketOf.delete(line.seq);
      const gone = tombstoneOf.get(line.seq);
      if (gone && gone.digest === line.digest && gone.ticket_id === line.record.externalId)
        tombstoneOf.delete(line.seq);
      if (line.seq > (position ?? 0)) {
        unapplied += 1;
        return;
      }
      group.push(line);
      if (group.length === GROUP) await whileReadable(compareGroup);
    },
    async finish(lastSeq) {
      if (group.length > 0) await whileReadable(compareGroup);
      for (const { id, key, lake_seq } of ticketOf.values())
        (underway?.explainsTicket(id, lake_seq) ? notes : findings).add(
          place,
          `ticket ${key} was made from line ${lake_seq} of the lake, which is damaged, missing or another one`,
        );
      for (const { ticket_id, lake_seq } of tombstoneOf.values())
        (underway?.explainsTicket(ticket_id, lake_seq) ? notes : findings).add(
          place,
          `line ${lake_seq} of the lake, which says that ticket ${ticket_id} is gone, is damaged, missing or another one`,
        );
      const live = new Set(tickets.map(({ id }) => id));
      for (const { ticket_id } of tombstones)
        if (live.has(ticket_id)) findings.add(place, `ticket ${ticket_id} is live, and said to be gone`);
      if (unapplied > 0)
        notes.add(place, `${unapplied} lines of the lake wait to be applied to the database`);
      await whileReadable(() => checkEquations(Math.max(0, lastSeq - (position ?? 0))));
      return readable ? { tickets: tickets.length } : null;
    },
  };

  async function checkEquations(pending: number): Promise<void> {
    const { received, ...disposed } = await dispositions(database, pending);
    const sum = Object.values(disposed).reduce((total, count) => total + count, 0);
    if (received !== sum) findings.add(place, `${received} records were received, and ${sum} disposed of`);
    const { live, indexed, waiting } = await indexing(database);
    if (live !== indexed + waiting)
      (underway?.explainsNotIndexed(live - indexed - waiting) ? notes : findings).add(
        place,
        `${live} tickets are live, and ${indexed} indexed, ${waiting} waiting for it`,
      );
  }
}

export function problemOf(error: unknown): string {
  return `it cannot be read: ${error instanceof CasebookError ? error.detail : String(error)}`;
}

async function checkSqlite(database: Database, place: string, findings: Findings): Promise<void> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database);
  for (const { integrity_check: problem } of integrity.rows)
    if (problem !== 'ok') findings.add(place, problem.replaceAll('\n', '; '));
  const foreign = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(database);
  for (const { table, parent } of foreign.rows)
    findings.add(place, `a row of ${table} names one of ${parent} that is not there`);
}
