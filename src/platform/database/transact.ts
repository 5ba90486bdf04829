import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Deadlock and serialisation failure: PostgreSQL undid one of two transactions and asks for it again. */
const AGAIN = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/**
 * Does `work` in one transaction: all of it or none. Where the database undid it because another transaction stood
 * across its way, it is done again, so `work` must have no effect outside the transaction.
 */
export async function transact<T>(
  database: Kysely<Schema>,
  work: (tx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
