import { CasebookError, type SiteName, spokenName } from '../domain/index.ts';
import { type Database, factsOfSites, keepFact, siteFact } from '../platform/database/index.ts';

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
  const known = await rememberedSites(database);
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
