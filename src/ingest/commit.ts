import { sql, type Transaction } from 'kysely';
import type { DeadLetter, RawRecord } from '../domain/index.ts';
import { type Database, keepFact, readFact, type Schema, transact } from '../platform/database/index.ts';
import { applyTicket } from './apply.ts';
import type { Accepted } from './gate.ts';
import { digestOf } from './lake/line.ts';

/** What is to become of a batch whose accepted part lies in the lake already. */
export interface Batch {
  readonly runId: number;
  readonly applied: readonly { readonly seq: number; readonly accepted: Accepted }[];
  readonly duplicates: number;
  readonly refused: readonly DeadLetter[];
  /** The newest lake line that this batch disposes of. */
  readonly lakePosition: number;
}

const LAKE_POSITION = 'lake-position';

/** Writes everything that a batch causes in one transaction, and returns how its records were disposed of. */
export async function commitBatch(database: Database, batch: Batch) {
  return transact(database, async (tx) => {
    await letGoOfKeys(tx, batch);
    for (const { seq, accepted } of batch.applied) await applyTicket(tx, batch.runId, seq, accepted);
    let refused = 0;
    for (const letter of batch.refused) if (await keepDeadLetter(tx, batch.runId, letter)) refused += 1;
    const counts = {
      received: batch.applied.length + batch.duplicates + batch.refused.length,
      applied: batch.applied.length,
      duplicate: batch.duplicates + batch.refused.length - refused,
      refused,
    };
    await tx
      .updateTable('runs')
      .set((run) => ({
        received: run('received', '+', counts.received),
        applied: run('applied', '+', counts.applied),
        duplicate: run('duplicate', '+', counts.duplicate),
        refused: run('refused', '+', counts.refused),
      }))
      .where('id', '=', batch.runId)
      .execute();
    await keepFact(tx, LAKE_POSITION, String(batch.lakePosition));
    return counts;
  });
}

/** Frees the keys of the tickets that are about to be written, so that two of them can exchange theirs. */
async function letGoOfKeys(tx: Transaction<Schema>, { applied }: Batch): Promise<void> {
  const ids = applied.map(({ accepted }) => accepted.ticket.id);
  if (ids.length === 0) return;
  await tx.updateTable('tickets').set({ key: sql<string>`'moving ' || id` }).where('id', 'in', ids).execute();
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

/**
 * What tells dead letters apart: SHA-256 of the record's body as JSON text, in hex. Records of a file that do not even
 * name themselves are told apart by where they stand, too.
 */
export function letterDigest({ externalId, body, place }: RawRecord): string {
  return digestOf((JSON.stringify(body) ?? '') + (externalId === null ? (place ?? '') : ''));
}

/** Keeps a refused record, once: one that was refused before is counted there. Returns whether it is new. */
async function keepDeadLetter(
  tx: Transaction<Schema>,
  runId: number,
  { record, path, reason }: DeadLetter,
): Promise<boolean> {
  const { attempts } = await tx
    .insertInto('dead_letters')
    .values({
      run_id: runId,
      source: record.source,
      external_id: record.externalId,
      record_json: JSON.stringify(record),
      digest: letterDigest(record),
      path,
      reason,
      state: 'waiting',
      created_at: Date.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'digest'])
        .doUpdateSet((letter) => ({ attempts: letter('dead_letters.attempts', '+', 1), path, reason })),
    )
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts === 1;
}
