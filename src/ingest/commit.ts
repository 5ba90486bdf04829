import type { Transaction } from 'kysely';
import type { DeadLetter } from '../domain/index.ts';
import { type Database, type Schema, transact } from '../platform/database/index.ts';
import { applyTicket } from './apply.ts';
import type { Accepted } from './gate.ts';

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
  const counts = {
    received: batch.applied.length + batch.duplicates + batch.refused.length,
    applied: batch.applied.length,
    duplicate: batch.duplicates,
    refused: batch.refused.length,
  };
  await transact(database, async (tx) => {
    for (const { seq, accepted } of batch.applied) await applyTicket(tx, batch.runId, seq, accepted);
    for (const letter of batch.refused) await keepDeadLetter(tx, batch.runId, letter);
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
    await tx
      .insertInto('installation')
      .values({ name: LAKE_POSITION, value: String(batch.lakePosition) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(batch.lakePosition) }))
      .execute();
  });
  return counts;
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

async function keepDeadLetter(
  tx: Transaction<Schema>,
  runId: number,
  { record, path, reason }: DeadLetter,
): Promise<void> {
  await tx
    .insertInto('dead_letters')
    .values({
      run_id: runId,
      source: record.source,
      external_id: record.externalId,
      record_json: JSON.stringify(record),
      path,
      reason,
      state: 'waiting',
      created_at: Date.now(),
    })
    .execute();
}
