import type { Transaction } from 'kysely';
import type { DeadLetter, RawRecord } from '../../domain/index.ts';
import type { Schema } from '../../platform/database/index.ts';
import { digestOf } from '../lake/line.ts';
import { keyOf } from '../record-key.ts';
import { NOT_DELIVERED } from '../sources/jira/source.ts';

/** What the table shows of a key that nothing has checked; Jira's are far shorter. */
const SHOWN_OF_KEY = 255;

/** Keeps a refused record, once: one that was refused before is counted there. Returns whether it is new. */
export async function keepLetter(
  tx: Transaction<Schema>,
  runId: number,
  { record, path, rule, reason }: DeadLetter,
): Promise<boolean> {
  const now = Date.now();
  const { attempts } = await tx
    .insertInto('dead_letters')
    .values({
      run_id: runId,
      source: record.source,
      external_id: record.externalId,
      ticket_key: keyOf(record)?.slice(0, SHOWN_OF_KEY) ?? null,
      place: record.place ?? null,
      record_json: JSON.stringify(record),
      digest: digestOf((JSON.stringify(record.body) ?? '') + placeOfNameless(record)),
      path,
      rule,
      reason,
      state: 'waiting',
      created_at: now,
      tried_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['source', 'digest']).doUpdateSet((letter) => ({
        attempts: letter('dead_letters.attempts', '+', 1),
        path,
        rule,
        reason,
        tried_at: now,
      })),
    )
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts === 1;
}

/** Counts a further attempt with a letter, and says why it was refused this time. */
export async function keepLetterAgain(
  tx: Transaction<Schema>,
  id: number,
  { path, rule, reason }: DeadLetter,
): Promise<void> {
  await tx
    .updateTable('dead_letters')
    .set((letter) => ({
      attempts: letter('attempts', '+', 1),
      path,
      rule,
      reason,
      tried_at: Date.now(),
    }))
    .where('id', '=', id)
    .execute();
}

export async function letGoOfLetter(tx: Transaction<Schema>, id: number): Promise<void> {
  await tx.deleteFrom('dead_letters').where('id', '=', id).execute();
}

/** The waiting letters that say of these tickets that Jira could not deliver them; they hold nothing else. */
export async function undeliveredBefore(
  tx: Transaction<Schema>,
  externalIds: readonly string[],
): Promise<{ id: number; run_id: number }[]> {
  if (externalIds.length === 0) return [];
  return tx
    .selectFrom('dead_letters')
    .select(['id', 'run_id'])
    .where('state', '=', 'waiting')
    .where('rule', '=', NOT_DELIVERED)
    .where('external_id', 'in', externalIds)
    .execute();
}

/** Records of a file that do not even name themselves are told apart by where they stand. */
function placeOfNameless({ externalId, place }: RawRecord): string {
  return externalId === null ? (place ?? '') : '';
}
