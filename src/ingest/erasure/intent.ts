import type { Database } from '../../platform/database/index.ts';
import { forgetFact, keepFact, readFact } from '../../platform/database/index.ts';
import type { AuditEntry } from './audit.ts';
import type { ErasurePlan } from './request.ts';

/**
 * An erasure in hand: kept before anything is changed, so that a process that dies leaves it to the next to finish.
 * First what is to be erased; then, when no row and no line holds that any more, only that it was.
 */
export type Intent =
  | { readonly phase: 'erase'; readonly plan: ErasurePlan }
  | { readonly phase: 'clean'; readonly entry: AuditEntry };

/** The fact that holds it. */
export const INTENT = 'erasure';

export const keepIntent = (database: Database, intent: Intent): Promise<void> =>
  keepFact(database, INTENT, JSON.stringify(intent));

export async function readIntent(database: Database): Promise<Intent | null> {
  const value = await readFact(database, INTENT);
  return value === null ? null : JSON.parse(value);
}

export const endIntent = (database: Database): Promise<void> => forgetFact(database, INTENT);
