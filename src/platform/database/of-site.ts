import { type RawBuilder, sql } from 'kysely';
import type { SiteName } from '../../domain/index.ts';

/** Whether a column holds the id of a ticket of this site: `siteOfTicket` of `domain/site.ts`, for the database. */
export function ofSite(column: string, site: SiteName): RawBuilder<boolean> {
  const id = sql.ref(column);
  if (site !== null) return sql<boolean>`${id} like ${`${site}:%`}`;
  return sql<boolean>`(${id} not like '%:%' or ${id} like 'key:%')`;
}
