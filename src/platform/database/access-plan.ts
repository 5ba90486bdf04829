import type { Kysely } from 'kysely';
import { type AccessPlan, NO_PLAN } from '../../domain/index.ts';
import { keepFact, readFact } from './installation.ts';
import type { Schema } from './schema.ts';

const ACCESS_PLAN = 'access-plan';

/** What labels are made by: whoever writes tickets reads it in the same transaction. */
export async function readAccessPlan(database: Kysely<Schema>): Promise<AccessPlan> {
  const text = await readFact(database, ACCESS_PLAN);
  return text === null ? NO_PLAN : JSON.parse(text);
}

export function keepAccessPlan(database: Kysely<Schema>, plan: AccessPlan): Promise<void> {
  return keepFact(database, ACCESS_PLAN, JSON.stringify(plan));
}
