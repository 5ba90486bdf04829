import { surveyAccess } from '../access/index.ts';
import { type JiraAccount, jiraClient, sampleIds } from '../ingest/index.ts';
import { type JiraBefore, readAccountOf, readProjectsOf } from '../setup/index.ts';

/** Somebody waits at the terminal: what does not answer is said soon. */
const RETRIES = 1;

/** A Jira as one account, for whoever sets up an installation. */
export function openJiraBefore(account: JiraAccount, concurrency: number): JiraBefore {
  const client = jiraClient(account, { concurrency, retries: RETRIES });
  return {
    account: () => readAccountOf(client),
    projects: () => readProjectsOf(client),
    count: (jql) => client.count(jql),
    unreadable: (projects, accountId) => surveyAccess(client, projects, accountId),
    sampleIds: (jql, most) => sampleIds(client, jql, most),
    close: () => client.close(),
  };
}
