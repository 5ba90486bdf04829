import type { Transaction } from 'kysely';
import {
  type Database,
  keepFact,
  readFact,
  refusedContent,
  type Schema,
  transact,
} from '../platform/database/index.ts';
import { type Applied, applyRecords } from './apply.ts';
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
 * Where the database has something against a value, every record gets a transaction of its own, and the one that it
 * refuses becomes a dead letter: its line in the lake would otherwise stand in the way of all later ones for good.
 *
 * @param lakePosition the newest lake line that this batch disposes of.
 */
export async function commitBatch(
  database: Database,
  judged: readonly Judged[],
  lakePosition: number,
): Promise<BatchCounts> {
  try {
    return await commitTogether(database, judged, lakePosition);
  } catch (error) {
    if (refusedContent(error) === null) throw error;
    const counts = { taken: 0, applied: 0, duplicate: 0, refused: 0 };
    for (const one of judged) {
      const { taken, applied, duplicate, refused } = await commitAlone(database, one);
      counts.taken += taken;
      counts.applied += applied;
      counts.duplicate += duplicate;
      counts.refused += refused;
    }
    await keepFact(database, LAKE_POSITION, String(lakePosition));
    return counts;
  }
}

async function commitAlone(database: Database, one: Judged): Promise<BatchCounts> {
  const { standing } = one;
  if (!('fresh' in standing)) return commitTogether(database, [one], null);
  try {
    return await commitTogether(database, [one], standing.seq);
  } catch (error) {
    const reason = refusedContent(error);
    if (reason === null) throw error;
    const refused = { record: standing.fresh.record, path: '', rule: 'not-storable', reason };
    return commitTogether(database, [{ ...one, standing: { refused } }], standing.seq);
  }
}

/** @param lakePosition null where no line is disposed of. */
async function commitTogether(
  database: Database,
  judged: readonly Judged[],
  lakePosition: number | null,
): Promise<BatchCounts> {
  return transact(database, async (tx) => {
    const counts = { taken: judged.length, applied: 0, duplicate: 0, refused: 0 };
    await applyRecords(tx, judged.flatMap(appliedBy));
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
    if (lakePosition !== null) await keepFact(tx, LAKE_POSITION, String(lakePosition));
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

/** The newest lake line that has been disposed of; null before the first. */
export async function lakePosition(database: Database): Promise<number | null> {
  const position = await readFact(database, LAKE_POSITION);
  return position === null ? null : Number(position);
}

/** Says that nothing up to this line is left to be disposed of: what had these numbers was erased. */
export async function disposedUpTo(database: Database, seq: number): Promise<void> {
  await keepFact(database, LAKE_POSITION, String(seq));
}
