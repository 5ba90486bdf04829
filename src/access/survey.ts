import type { Finding } from '../domain/index.ts';
import { ofAccounts, ofProject } from './examine.ts';
import type { JiraReader } from './jira-reader.ts';
import { readAccess } from './read-jira.ts';

/**
 * What a Jira account may not read of who may see what, before any ticket is here.
 *
 * @param projects how many tickets there are of each, by key.
 * @param accountId the account itself: stands for all whose groups are asked for.
 * @throws CasebookError `jira-…` where Jira cannot be reached or knows the account no longer.
 */
export async function surveyAccess(
  jira: JiraReader,
  projects: ReadonlyMap<string, number>,
  accountId: string,
): Promise<readonly Finding[]> {
  const state = await readAccess(jira, {
    projects: [...projects.keys()],
    accounts: [accountId],
    commentRoles: new Map(),
  });
  const ofLevels: Finding[] =
    state.levelsRefused === null
      ? []
      : [
          {
            what: 'security levels',
            why: state.levelsRefused,
            hides: 'tickets that have one',
            advice: 'Give the Jira account of the settings the global permission Administer Jira.',
          },
        ];
  return [
    ...[...projects].flatMap(([key, tickets]) => ofProject(key, tickets, state)),
    ...ofLevels,
    ...ofAccounts(state),
  ];
}
