import { type Run, type SiteName, spokenName } from '../domain/index.ts';
import { type Database, factsOfSites, forgetFact, keepFact, siteFact } from '../platform/database/index.ts';
import { failureOf } from './runs.ts';

const FAILURE = 'read-failure';

/** What the last reading of a site failed with, and when. */
export type SiteFailure = Run['failures'][number] & {
  /** Null where that was never tried: it may not be read. */
  readonly at: number | null;
};

/** Keeps what became of the reading of a site; of one that came to its end, nothing. */
export function keepReading(database: Database, site: SiteName, error: unknown): Promise<void> {
  const name = siteFact(FAILURE, site);
  if (error === null) return forgetFact(database, name);
  return keepFact(database, name, JSON.stringify({ ...failureOf(error), at: Date.now() }));
}

/** The sites whose last reading failed. */
export async function failedSites(database: Database): Promise<Map<SiteName, SiteFailure>> {
  const facts = await factsOfSites(database, FAILURE);
  return new Map([...facts].map(([site, fact]) => [site, { site: spokenName(site), ...JSON.parse(fact) }]));
}
