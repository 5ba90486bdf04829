import { onTestFinished } from 'vitest';
import { type Application, openApplication } from '../../src/app/index.ts';
import {
  type DemoJiraOptions,
  demoCredentials,
  type RegisteredWebhook,
  startDemoJira,
  type WebhookTarget,
} from '../../src/demo/index.ts';
import { loadConfig, type SettingName } from '../../src/platform/config/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const SECRET = 'a secret of the admin';

interface Answer {
  readonly webhooks: { readonly last: { event: string } | null; readonly waiting: number };
  readonly run: { readonly state: string } | null;
  readonly indexing: { readonly live: number; readonly waiting: number; readonly holds: boolean };
}

/** A demo Jira and a Casebook that serves, each behind an address of its own; both go with the test. */
export async function webhookSite(
  options: DemoJiraOptions,
  settings: Partial<Record<SettingName, string>> = {},
) {
  const jira = await startDemoJira(options);
  const folder = temporaryFolder();
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_PORT: '0',
    CASEBOOK_LOG_LEVEL: 'silent',
    CASEBOOK_JIRA_WEBHOOK_SECRET: SECRET,
    JIRA_SYNC_SCHEDULE: 'never',
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
    ...settings,
  });
  let application: Application | null = null;
  let url = '';
  async function start(): Promise<void> {
    application = await openApplication(config, 'real');
    url = await application.listen();
  }
  async function stop(): Promise<void> {
    await application?.close();
    application = null;
  }
  onTestFinished(async () => {
    await stop();
    await jira.close();
  });
  await start();

  async function call<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(url + path, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const progress = () => call<Answer>('/api/sync');
  async function until(isSo: (now: Answer) => boolean): Promise<Answer> {
    for (;;) {
      const now = await progress();
      if (isSo(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  let registered: RegisteredWebhook | null = null;

  return {
    jira,
    folder,
    config,
    call,
    start,
    stop,
    address: () => url,
    /** An admin registers the webhook in Jira. */
    register(more: Partial<WebhookTarget> = {}): RegisteredWebhook {
      registered = jira.registerWebhook({
        url: `${url}/webhooks/jira`,
        secret: SECRET,
        retryMs: 10,
        ...more,
      });
      return registered;
    },
    async sync(): Promise<void> {
      await call('/api/sync', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      await until(({ run, indexing }) => run?.state !== 'running' && indexing.waiting === 0);
    },
    /** All that Jira said has been taken, and can be found. */
    async settled(): Promise<Answer> {
      await registered?.settled();
      return until(({ webhooks, indexing }) => webhooks.waiting === 0 && indexing.waiting === 0);
    },
    /** Keys of the tickets that say these words. */
    async found(words: string): Promise<string[]> {
      const { hits } = await call<{ hits: { key: string }[] }>(
        `/api/search?mode=lexical&q=${encodeURIComponent(`"${words}"`)}`,
      );
      return hits.map(({ key }) => key);
    },
  };
}
