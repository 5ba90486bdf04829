import { setTimeout } from 'node:timers/promises';
import { openApplication } from '../../src/app.ts';
import { inProcess } from '../../src/cli/connection.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { stepsTaken } from './death.ts';
import type { VictimPlan, VictimReport } from './plan.ts';

/**
 * A Casebook to be killed: opens the data folder as the product does, says so where the equations do not hold, does
 * its task, and prints what steps it took.
 */

interface Status {
  readonly run: { readonly state: string; readonly error: unknown } | null;
  readonly records: { readonly holds: boolean };
  readonly indexing: { readonly holds: boolean; readonly waiting: number };
}

const plan = JSON.parse(process.argv[2] as string) as VictimPlan;
const { config } = loadConfig({
  CASEBOOK_DATA_DIR: plan.folder,
  CASEBOOK_LOG_LEVEL: 'silent',
  JIRA_BASE_URL: plan.jira.baseUrl,
  JIRA_EMAIL: plan.jira.email,
  JIRA_API_KEY: plan.jira.apiToken,
});
const api = inProcess(await openApplication(config, 'real'));

async function status(): Promise<Status> {
  const now = (await api.get('/api/status')) as Status;
  if (!now.records.holds || !now.indexing.holds)
    throw new Error(`an equation does not hold: ${JSON.stringify(now)}`);
  return now;
}

async function settled(): Promise<void> {
  for (;;) {
    const { run, indexing } = await status();
    if (run?.state === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.error)}`);
    if (run?.state !== 'running' && indexing.waiting === 0) return;
    await setTimeout(5);
  }
}

await status();
await api.post('/api/sync', {});
await settled();
await api.close();
const report: VictimReport = { steps: stepsTaken() };
process.stdout.write(JSON.stringify(report));
