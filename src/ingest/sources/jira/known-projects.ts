import { CasebookError } from '../../../domain/index.ts';
import type { JiraClient } from './client.ts';
import { narrowed } from './narrow.ts';

/** Finds nothing: tickets are not created tomorrow. */
const NONE = 'created >= 1d';

/**
 * Which of these projects a site knows, by whatever JQL takes for one: a key, a former key, a name. Jira refuses a query that names a
 * project which is not there or is closed to the account; its words for it are in the account's language, so it is asked for nothing else.
 *
 * @throws CasebookError where Jira cannot be asked.
 */
export async function knownProjects(
  client: Pick<JiraClient, 'searchIds'>,
  projects: readonly string[],
): Promise<readonly string[]> {
  try {
    await client.searchIds(narrowed(NONE, { projects }), null);
    return projects;
  } catch (error) {
    if (!(error instanceof CasebookError) || error.code !== 'jira-query-refused') throw error;
    if (projects.length === 1) return [];
  }
  const known: string[] = [];
  for (const project of projects) known.push(...(await knownProjects(client, [project])));
  return known;
}
