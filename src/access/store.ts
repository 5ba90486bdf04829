import type { Transaction } from 'kysely';
import {
  type Database,
  insertInGroups,
  keepAccessPlan,
  keepFact,
  readAccessPlan,
  readFact,
  type Schema,
  transact,
} from '../platform/database/index.ts';
import { planOf } from './plan.ts';
import type { AccessState } from './state.ts';

const SITE = 'access-site';
/** That labels may be of an earlier plan. */
export const RELABEL = 'access-relabel';

const TABLES = ['access_projects', 'access_levels', 'access_accounts'] as const;

/** The last whole state; null before the first. */
export async function loadState(database: Database): Promise<AccessState | null> {
  const site = await readFact(database, SITE);
  if (site === null) return null;
  const [projects, levels, accounts] = await Promise.all(TABLES.map((table) => rowsOf(database, table)));
  return { ...JSON.parse(site), projects, levels, accounts };
}

async function rowsOf(database: Database, table: (typeof TABLES)[number]): Promise<Map<string, unknown>> {
  const rows = await database.selectFrom(table).selectAll().orderBy('id').execute();
  return new Map(rows.map(({ id, state_json }) => [id, JSON.parse(state_json)]));
}

/**
 * Puts a state in the place of the one before, all of it or nothing, and the plan of labels with it. Returns whether
 * tickets have to be labelled anew.
 */
export function saveState(database: Database, state: AccessState): Promise<boolean> {
  const { projects, levels, accounts, ...site } = state;
  const plan = planOf(state);
  return transact(database, async (tx) => {
    await replace(tx, 'access_projects', projects);
    await replace(tx, 'access_levels', levels);
    await replace(tx, 'access_accounts', accounts);
    await keepFact(tx, SITE, JSON.stringify(site));
    const changed = JSON.stringify(await readAccessPlan(tx)) !== JSON.stringify(plan);
    if (changed) {
      await keepAccessPlan(tx, plan);
      await keepFact(tx, RELABEL, 'wanted');
    }
    return changed || (await readFact(tx, RELABEL)) !== null;
  });
}

async function replace(
  tx: Transaction<Schema>,
  table: (typeof TABLES)[number],
  states: ReadonlyMap<string, unknown>,
): Promise<void> {
  await tx.deleteFrom(table).execute();
  const rows = [...states].map(([id, state]) => ({ id, state_json: JSON.stringify(state) }));
  await insertInGroups(rows, (group) => tx.insertInto(table).values(group).execute());
}
