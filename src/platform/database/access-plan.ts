import type { Kysely } from 'kysely';
import { type AccessPlan, NO_PLAN, type SiteName, siteOfTicket } from '../../domain/index.ts';
import { factsOfSites, keepFact, siteFact } from './installation.ts';
import type { Schema } from './schema.ts';

/** What labels are made by, site by site. */
export type AccessPlans = ReadonlyMap<SiteName, AccessPlan>;

const ACCESS_PLAN = 'access-plan';

/** Whoever writes tickets reads them in the same transaction. */
export async function readAccessPlans(database: Kysely<Schema>): Promise<AccessPlans> {
  const facts = await factsOfSites(database, ACCESS_PLAN);
  return new Map([...facts].map(([site, text]) => [site, JSON.parse(text)]));
}

/** The plan that a ticket's labels are made by: the one of its own site, and no other. */
export function planFor(plans: AccessPlans, ticketId: string): AccessPlan {
  return plans.get(siteOfTicket(ticketId)) ?? NO_PLAN;
}

export function keepAccessPlan(
  database: Kysely<Schema>,
  plan: AccessPlan,
  site: SiteName = null,
): Promise<void> {
  return keepFact(database, siteFact(ACCESS_PLAN, site), JSON.stringify(plan));
}
