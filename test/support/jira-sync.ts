import { onTestFinished } from 'vitest';
import { type DemoJiraOptions, demoCredentials, startDemoJira } from '../../src/demo/index.ts';
import type { Run } from '../../src/domain/index.ts';
import {
  countChanges,
  createLedgerChecks,
  createSync,
  type JiraSourceOptions,
  jiraClient,
  jiraSource,
  positionOf,
  readLedger,
  scopeOf,
} from '../../src/ingest/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { openIntake } from './intake.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A demo Jira, and an installation of its own that syncs from it; both go with the test. */
export async function jiraSync(
  options: DemoJiraOptions,
  apiToken: string = demoCredentials.apiToken,
  location?: string,
) {
  const jira = await startDemoJira(options);
  const account = { baseUrl: jira.url, email: demoCredentials.email, apiToken };
  const client = jiraClient(account, { gatewayUrl: jira.url });
  const open = await openIntake(temporaryFolder(), location);
  const sync = createSync({
    database: open.database,
    intake: open.intake,
    log: createLog('silent'),
    onApplied: () => {},
  });
  onTestFinished(async () => {
    await sync.stop();
    await client.close();
    await jira.close();
  });
  const checks = createLedgerChecks(open.database, sync);
  const settingsOf = (jql: string) => ({ client, baseUrl: jira.url, jql, concurrency: 4 });
  return {
    jira,
    open,
    client,
    scope: () => scopeOf(settingsOf('')),
    /** How many tickets a sync would read. */
    async preview(more: Partial<JiraSourceOptions> = {}): Promise<number> {
      const options = { ...settingsOf(''), ...more };
      return countChanges(options, await positionOf(open.database, scopeOf(options)));
    },
    /** Compares with Jira to the end; returns the run, and the ledger as it leaves it. */
    async verify({ jql = '', dryRun = false, acceptRemovals = false } = {}) {
      await checks.start({ sites: [settingsOf(jql)], refused: [] }, { dryRun, acceptRemovals });
      await sync.settled();
      const ledger = await readLedger(open.database, scopeOf(settingsOf(jql)));
      return { run: (await sync.latest()) as Run, ...ledger };
    },
    /** Syncs to the end and returns the run. */
    async sync(jql = '', more: Partial<JiraSourceOptions> = {}): Promise<Run> {
      await sync.start(jiraSource({ ...settingsOf(jql), ...more }));
      await sync.settled();
      return (await sync.latest()) as Run;
    },
  };
}
