import { sql, type Transaction } from 'kysely';
import { type Database, type Schema, transact } from '../platform/database/index.ts';
import { type Applied, applyTickets } from './apply.ts';
import { keepLetter, keepLetterAgain, letGoOfLetter, undeliveredBefore } from './dead-letters/keep.ts';
import type { Accepted } from './gate.ts';
import type { Standing } from './known.ts';
import { type Outcome, runCounts } from './run-counts.ts';

/** A record whose standing is known, on its way into the tables. */
export interface Judged {
  /** The run that received it. */
  readonly runId: number;
  /** The dead letter that it was until now; null for a record that has just come in. */
  readonly letterId: number | null;
  readonly standing: Exclude<Standing, { fresh: Accepted }> | Written;
}

/** A fresh record, and the number of its line in the lake. */
export interface Written {
  readonly fresh: Accepted;
  readonly seq: number;
}

/** What became of records; the last three add up to the first. */
export interface BatchCounts {
  readonly taken: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly refused: number;
}

const LAKE_POSITION = 'lake-position';

/**
 * Writes everything that a batch causes in one transaction, and returns how its records were disposed of. A record
 * that was a dead letter was received when it became one: now it only moves to where it belongs.
 *
 * @param lakePosition the newest lake line that this batch disposes of.
 */
export async function commitBatch(
  database: Database,
  judged: readonly Judged[],
  lakePosition: number,
): Promise<BatchCounts> {
  return transact(database, async (tx) => {
    await letGoOfKeys(tx, judged);
    const counts = { taken: judged.length, applied: 0, duplicate: 0, refused: 0 };
    await applyTickets(tx, judged.flatMap(appliedBy));
    const runs = runCounts();
    for (const one of judged) {
      const outcome = await dispose(tx, one);
      counts[outcome] += 1;
      if (one.letterId === null) runs.receive(one.runId, outcome);
      else runs.move(one.runId, outcome);
    }
    // Jira has given these now, so that it could not do so before is over.
    for (const { id, run_id } of await undeliveredBefore(tx, deliveredIn(judged))) {
      await letGoOfLetter(tx, id);
      runs.move(run_id, 'duplicate');
    }
    await runs.write(tx);
    await tx
      .insertInto('installation')
      .values({ name: LAKE_POSITION, value: String(lakePosition) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(lakePosition) }))
      .execute();
    return counts;
  });
}

function appliedBy({ runId, standing }: Judged): Applied[] {
  return 'fresh' in standing ? [{ runId, seq: standing.seq, accepted: standing.fresh }] : [];
}

/** Writes what one record causes beside its ticket. One that was refused before, and comes in again, is kept once. */
async function dispose(tx: Transaction<Schema>, { runId, letterId, standing }: Judged): Promise<Outcome> {
  if ('refused' in standing) {
    if (letterId === null) return (await keepLetter(tx, runId, standing.refused)) ? 'refused' : 'duplicate';
    await keepLetterAgain(tx, letterId, standing.refused);
    return 'refused';
  }
  if (letterId !== null) await letGoOfLetter(tx, letterId);
  return 'fresh' in standing ? 'applied' : 'duplicate';
}

function deliveredIn(judged: readonly Judged[]): string[] {
  return judged.flatMap(({ standing }) => {
    if ('refused' in standing) return [];
    return ('fresh' in standing ? standing.fresh : standing.known).record.externalId;
  });
}

/** Frees the keys of the tickets that are about to be written, so that two of them can exchange theirs. */
async function letGoOfKeys(tx: Transaction<Schema>, judged: readonly Judged[]): Promise<void> {
  const ids = judged.flatMap(({ standing }) => ('fresh' in standing ? [standing.fresh.ticket.id] : []));
  if (ids.length === 0) return;
  await tx.updateTable('tickets').set({ key: sql<string>`'moving ' || id` }).where('id', 'in', ids).execute();
}

/** The newest lake line that has been disposed of; 0 before the first. */
export async function lakePosition(database: Database): Promise<number> {
  const row = await database
    .selectFrom('installation')
    .select('value')
    .where('name', '=', LAKE_POSITION)
    .executeTakeFirst();
  return Number(row?.value ?? 0);
}
