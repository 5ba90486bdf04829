import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { NO_PLAN, type SiteName } from '../domain/index.ts';
import {
  type Database,
  insertInGroups,
  keepAccessPlan,
  keepFact,
  readAccessPlans,
  readFact,
  type Schema,
  siteFact,
  transact,
} from '../platform/database/index.ts';
import { planOf } from './plan.ts';
import type { AccessState } from './state.ts';

const SITE = 'access-site';
/** That labels of a site's tickets may be of an earlier plan: what is kept is another for each change of plan. */
const RELABEL = 'access-relabel';

/** Which change of plan tickets are to be labelled for; null where all are labelled. */
export const wantedLabels = (database: Database, site: SiteName): Promise<string | null> =>
  readFact(database, siteFact(RELABEL, site));

/** Notes that tickets are labelled for a change of plan. Where the plan changed again meanwhile, they are to be labelled still. */
export async function endRelabelling(database: Database, site: SiteName, wanted: string): Promise<void> {
  await database
    .deleteFrom('installation')
    .where('name', '=', siteFact(RELABEL, site))
    .where('value', '=', wanted)
    .execute();
}

const TABLES = ['access_projects', 'access_levels', 'access_accounts'] as const;

/** The last whole state of a site; null before the first. */
export async function loadState(database: Database, site: SiteName): Promise<AccessState | null> {
  const rest = await readFact(database, siteFact(SITE, site));
  if (rest === null) return null;
  const [projects, levels, accounts] = await Promise.all(
    TABLES.map((table) => rowsOf(database, table, site)),
  );
  return { ...JSON.parse(rest), projects, levels, accounts };
}

/** How the tables call a site: a key has no null in it. */
const columnOf = (site: SiteName): string => site ?? '';

async function rowsOf(
  database: Database,
  table: (typeof TABLES)[number],
  site: SiteName,
): Promise<Map<string, unknown>> {
  const rows = await database
    .selectFrom(table)
    .select(['id', 'state_json'])
    .where('site', '=', columnOf(site))
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ id, state_json }) => [id, JSON.parse(state_json)]));
}

/**
 * Puts a site's state in the place of the one before, all of it or nothing, and its plan of labels with it. Returns whether
 * tickets have to be labelled anew.
 */
export function saveState(database: Database, state: AccessState, site: SiteName = null): Promise<boolean> {
  const { projects, levels, accounts, ...rest } = state;
  const plan = planOf(state);
  return transact(database, async (tx) => {
    await replace(tx, 'access_projects', site, projects);
    await replace(tx, 'access_levels', site, levels);
    await replace(tx, 'access_accounts', site, accounts);
    await keepFact(tx, siteFact(SITE, site), JSON.stringify(rest));
    const before = (await readAccessPlans(tx)).get(site) ?? NO_PLAN;
    const changed = JSON.stringify(before) !== JSON.stringify(plan);
    if (changed) {
      await keepAccessPlan(tx, plan, site);
      await keepFact(tx, siteFact(RELABEL, site), randomUUID());
    }
    return changed || (await wantedLabels(tx, site)) !== null;
  });
}

async function replace(
  tx: Transaction<Schema>,
  table: (typeof TABLES)[number],
  site: SiteName,
  states: ReadonlyMap<string, unknown>,
): Promise<void> {
  await tx.deleteFrom(table).where('site', '=', columnOf(site)).execute();
  const rows = [...states].map(([id, state]) => ({
    site: columnOf(site),
    id,
    state_json: JSON.stringify(state),
  }));
  await insertInGroups(rows, (group) => tx.insertInto(table).values(group).execute());
}
