import { createReadStream, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openApplication } from '../../src/app/index.ts';
import { inProcess } from '../../src/client/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { signatureOf } from '../support/webhooks.ts';
import { stepsTaken } from './death.ts';
import { PLAN_VARIABLE, type Task, type VictimPlan, type VictimReport } from './plan.ts';

/**
 * A Casebook to be killed: opens the data folder as the product does, says so where the equations do not hold, does
 * its task, and prints what steps it took.
 */

interface Status {
  readonly records: { readonly holds: boolean };
  readonly indexing: { readonly holds: boolean };
}

interface Adapting {
  readonly adaptation: Course | null;
  readonly model: string;
  readonly shipped: string;
}

interface Course {
  readonly state: string;
  readonly error: { readonly code: string } | null;
}

interface Progress {
  readonly webhooks: { readonly waiting: number };
  readonly run: { readonly state: string; readonly error: unknown } | null;
  readonly indexing: { readonly waiting: number };
}

/** Questions cost time as well: asked all the time, they would take half of a life. */
const [POLL_MS, SEARCH_MS] = [40, 60];
const SECRET = 'the secret of webhooks';
const plan = JSON.parse(process.env[PLAN_VARIABLE] as string) as VictimPlan;
const { config } = loadConfig({
  CASEBOOK_DATA_DIR: plan.folder,
  // What must not be said is looked for in it.
  CASEBOOK_LOG_LEVEL: 'warn',
  CASEBOOK_PORT: '0',
  JIRA_SYNC_SCHEDULE: 'never',
  CASEBOOK_JIRA_WEBHOOK_SECRET: SECRET,
  JIRA_BASE_URL: plan.jira.baseUrl,
  JIRA_EMAIL: plan.jira.email,
  JIRA_API_KEY: plan.jira.apiToken,
  ...(plan.sitesFile && { JIRA_SITES_FILE: plan.sitesFile }),
});
const application = await openApplication(config, 'real');
const api = inProcess(application);

/** Says where an equation does not hold. */
async function checkEquations(): Promise<void> {
  const now = (await api.get('/api/status')) as Status;
  if (!now.records.holds || !now.indexing.holds)
    throw new Error(`an equation does not hold: ${JSON.stringify(now)}`);
}

/** Sends a webhook about an issue, as Jira would. */
async function tell(id: string): Promise<void> {
  const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id } });
  const { statusCode } = await application.server.inject({
    method: 'POST',
    url: '/webhooks/jira',
    body,
    headers: {
      'content-type': 'application/json',
      'x-hub-signature': signatureOf(body, SECRET),
      'x-atlassian-webhook-identifier': crypto.randomUUID(),
    },
  });
  if (statusCode !== 202) throw new Error(`a webhook was answered with ${statusCode}`);
}

/** Until the run under way has ended, what Jira told of is fetched, all is indexed, and the index is that of the model in use. */
async function settled(): Promise<void> {
  for (;;) {
    const { run, webhooks, indexing } = (await api.get('/api/sync')) as Progress;
    if (run?.state === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.error)}`);
    if (run?.state !== 'running' && webhooks.waiting + indexing.waiting === 0) return rebuilt();
    await setTimeout(POLL_MS);
  }
}

/** Until no index is made beside the one in use. */
async function rebuilt(): Promise<void> {
  for (;;) {
    const { rebuild } = (await api.get('/api/rebuild')) as { rebuild: Course | null };
    if (rebuild?.state === 'failed') throw new Error(`the rebuild failed: ${JSON.stringify(rebuild.error)}`);
    if (rebuild?.state !== 'running') return;
    await setTimeout(POLL_MS);
  }
}

/** Has the model learn, or go back, and waits for the end. */
async function adapted(action: 'adapt' | 'back'): Promise<void> {
  await api.post('/api/adapt', { action }).catch((error) => {
    // The model that ships is in use already.
    if (error.code !== 'adapt-not-adapted') throw error;
  });
  for (;;) {
    const { adaptation } = (await api.get('/api/adapt')) as Adapting;
    // Before the first sync there is nothing to learn from.
    if (adaptation?.state === 'failed' && adaptation.error?.code !== 'adapt-too-few-tickets')
      throw new Error(`the adaptation failed: ${JSON.stringify(adaptation.error)}`);
    if (adaptation?.state !== 'running') return settled();
    await setTimeout(POLL_MS);
  }
}

const tasks: Record<Task, () => Promise<void>> = {
  async sync() {
    await api.post('/api/sync', {});
    await settled();
  },
  async verify() {
    await api.post('/api/sync/verify', { acceptRemovals: true });
    await settled();
  },
  async import() {
    await api.upload('/api/import', createReadStream(plan.file));
    await settled();
  },
  async rewrite() {
    const subject = { kind: 'ticket', key: 'FILE-3' };
    await api.post('/api/erasures', { subject, dryRun: false }).catch((error) => {
      // Nobody has imported it yet, or it has just been erased.
      if (error.code !== 'ticket-not-found') throw error;
    });
    await api.post('/api/lake/compactions', { keepDays: 0 });
  },
  async rebuild() {
    await api.post('/api/rebuild', {});
    await rebuilt();
    await settled();
  },
  async told() {
    await api.post('/api/sync', {});
    for (const id of plan.told) await tell(id);
    await settled();
  },
  adapt: () => adapted('adapt'),
  back: () => adapted('back'),
  async serve() {
    const url = await application.listen();
    const headers = { authorization: `Bearer ${application.secret}` };
    await api.post('/api/sync', {});
    const synced = settled();
    let serving = true;
    const searching = (async () => {
      while (serving) {
        const answer = await fetch(`${url}/api/search?q=payment+timeout`, { headers });
        if (!answer.ok) throw new Error(`a search was answered with ${await answer.text()}`);
        await answer.body?.cancel();
        // Searches without a pause would leave the sync little of the process, and most deaths would hit searches.
        await setTimeout(SEARCH_MS);
      }
    })();
    await synced;
    const body = readFileSync(plan.file);
    const type = { 'content-type': 'application/octet-stream' };
    const answer = await fetch(`${url}/api/import`, {
      method: 'POST',
      headers: { ...headers, ...type },
      body,
    });
    if (!answer.ok) throw new Error(`an import was answered with ${await answer.text()}`);
    await settled();
    serving = false;
    await searching;
  },
};

await checkEquations();
await tasks[plan.task]();
await checkEquations();
const { model, shipped } = (await api.get('/api/adapt')) as Adapting;
const isAdapted = model !== shipped;
await api.close();
const report: VictimReport = { steps: stepsTaken(), isAdapted };
process.stdout.write(JSON.stringify(report));
