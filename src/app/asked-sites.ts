import { CasebookError, spokenName } from '../domain/index.ts';
import { knownProjects } from '../ingest/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import type { Site } from './sites.ts';

/** A site, and the projects that it is asked for; undefined: all. */
export interface AskedSite {
  readonly site: Site;
  readonly projects: readonly string[] | undefined;
}

/**
 * Of several sites those that know any of the projects, each to be asked for its own alone: Jira takes no query for one
 * that it does not know. A site that cannot be asked is left among them, so that its reading says why.
 *
 * @throws CasebookError `jira-query-refused` where all sites were asked and none knows one of them.
 */
export async function sitesThatKnow(
  sites: readonly Site[],
  projects: readonly string[] | undefined,
  log: Logger,
): Promise<readonly AskedSite[]> {
  if (projects === undefined || projects.length === 0 || sites.length < 2)
    return sites.map((site) => ({ site, projects }));
  const asked = await Promise.all(
    sites.map(async (site) => {
      try {
        return { site, projects: await knownProjects(site.client, projects) };
      } catch (err) {
        log.warn({ err, site: spokenName(site.name) }, 'a site could not be asked which projects it knows');
        return { site, projects };
      }
    }),
  );
  const known = new Set(asked.flatMap((each) => each.projects));
  const unknown = projects.filter((project) => !known.has(project));
  if (unknown.length > 0)
    throw new CasebookError(
      'jira-query-refused',
      `None of the sites ${sites.map(({ name }) => spokenName(name)).join(', ')} knows ${unknown.join(', ')}.`,
    );
  return asked.filter((each) => each.projects.length > 0);
}
