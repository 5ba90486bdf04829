import { CasebookError, type SiteName, spokenName } from '../domain/index.ts';
import { type Database, factsOfSites, keepFact, ofSite, siteFact } from '../platform/database/index.ts';

const SITE_URL = 'site-url';

/** Keeps the address of the Jira that a site's tickets come from, so that links work without the settings that name it. */
export const rememberSite = (database: Database, site: SiteName, url: string): Promise<void> =>
  keepFact(database, siteFact(SITE_URL, site), url);

/** The addresses of all sites that tickets have come from. */
export const rememberedSites = (database: Database): Promise<Map<SiteName, string>> =>
  factsOfSites(database, SITE_URL);

/**
 * Refuses addresses that other tickets came from: ids and keys would be taken for theirs.
 *
 * @param wanted what is to be read.
 * @throws CasebookError `jira-differs`.
 */
export async function refuseOtherSites(
  database: Database,
  wanted: readonly { readonly name: SiteName; readonly baseUrl: string }[],
): Promise<void> {
  const known = new Map<SiteName, string>();
  // An address that nothing ever came from is a mistake that may be put right.
  for (const [site, url] of await rememberedSites(database))
    if (await gaveAny(database, site)) known.set(site, url);
  for (const { name, baseUrl } of wanted) {
    const before = known.get(name) ?? baseUrl;
    const which = name === null ? 'It' : `Site ${name}`;
    if (before !== baseUrl)
      throw new CasebookError('jira-differs', `${which} is ${before}, the settings name ${baseUrl}.`);
    const [other] = [...known].find(([other, url]) => other !== name && url === baseUrl) ?? [];
    if (other !== undefined)
      throw new CasebookError(
        'jira-differs',
        `Tickets of ${baseUrl} are here as those of site ${spokenName(other)}, the settings call it ${spokenName(name)}.`,
      );
  }
}

async function gaveAny(database: Database, site: SiteName): Promise<boolean> {
  const ticket = database
    .selectFrom('tickets')
    .select('id')
    .where('at_jira', '=', 1)
    .where(ofSite('id', site));
  const gone = database.selectFrom('tombstones').select('ticket_id').where(ofSite('ticket_id', site));
  const found = (await ticket.limit(1).executeTakeFirst()) ?? (await gone.limit(1).executeTakeFirst());
  return found !== undefined;
}
