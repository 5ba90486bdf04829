import { onTestFinished } from 'vitest';
import { openApplication } from '../../src/app/index.ts';
import {
  type DemoCompany,
  type DemoJiraOptions,
  demoCredentials,
  generateCompany,
  startDemoJira,
} from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { PASSWORD } from './people.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Method = 'GET' | 'POST' | 'PATCH';
/** Tests look into answers of many routes. */
// biome-ignore lint/suspicious/noExplicitAny: each test knows which shape it asked for.
export type Answer = { readonly status: number; readonly body: any };

/** An installation that reads from a demo Jira, and people who ask it. All of it goes with the test. */
export interface AccessSite {
  readonly company: DemoCompany;
  /** Reads what changed, and who may see what, to the end; and waits until the index has it. */
  sync(): Promise<void>;
  /** What the demo Jira is to answer instead, by method and path; null: as it is. */
  refuse(matching: RegExp | null, status?: number): void;
  /** Asks as the operator. */
  operate(method: Method, url: string, body?: unknown): Promise<Answer>;
  /** Makes a reader of Casebook who is this account in Jira (null: none), and asks as them. */
  reader(login: string, accountId: string | null): Promise<(url: string) => Promise<Answer>>;
  /** How many texts were embedded since the start. */
  embedded(): Promise<number>;
  /** Makes the tickets and the index anew from the lake. */
  rebuild(): Promise<void>;
  /** Closes the installation and opens it again. */
  reopen(): Promise<void>;
}

export async function openAccessSite(
  company: DemoCompany = generateCompany({ tickets: 60 }),
  jiraOptions: Partial<DemoJiraOptions> = {},
): Promise<AccessSite> {
  let refused: { readonly matching: RegExp; readonly status: number } | null = null;
  const jira = await startDemoJira({
    company,
    intercept: ({ url }) =>
      refused?.matching.test(url)
        ? { status: refused.status, body: { errorMessages: ['You may not see this.'], errors: {} } }
        : undefined,
    ...jiraOptions,
  });
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: temporaryFolder(),
    CASEBOOK_LOG_LEVEL: 'silent',
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
  });
  let application = await openApplication(config, 'real');
  onTestFinished(async () => {
    await application.close();
    await jira.close();
  });
  const ask = async (bearer: string, method: Method, url: string, body?: unknown): Promise<Answer> => {
    const answer = await application.server.inject({
      method,
      url,
      headers: { host: 'localhost', authorization: `Bearer ${bearer}` },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  const operate: AccessSite['operate'] = async (method, url, body) => {
    const answer = await ask(application.secret, method, url, body);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const until = async (isDone: () => Promise<boolean>) => {
    while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const status = async () => (await operate('GET', '/api/status')).body;
  await operate('POST', '/api/users', { login: 'olga', role: 'operator', password: PASSWORD });
  return {
    company,
    operate,
    refuse(matching, code = 403) {
      refused = matching && { matching, status: code };
    },
    async sync() {
      await operate('POST', '/api/sync', {});
      await until(async () => (await status()).run.state !== 'running');
      const { run } = await status();
      if (run.state !== 'succeeded') throw new Error(`The sync ended as ${JSON.stringify(run)}`);
      await until(async () => (await status()).indexing.waiting === 0);
    },
    async reader(login, accountId) {
      await operate('POST', '/api/users', { login, role: 'reader', password: PASSWORD });
      if (accountId !== null) await operate('PATCH', `/api/users/${login}`, { jiraAccountId: accountId });
      const made = await operate('POST', '/api/keys', { user: login, name: login, scope: 'read', days: 1 });
      return (url) => ask(made.body.key, 'GET', url);
    },
    embedded: async () => (await status()).embedded,
    async rebuild() {
      await operate('POST', '/api/rebuild', { action: 'rebuild' });
      const state = async () => (await operate('GET', '/api/rebuild')).body.rebuild.state;
      await until(async () => (await state()) !== 'running');
      if ((await state()) !== 'succeeded') throw new Error(`The rebuild ended as ${await state()}`);
    },
    async reopen() {
      await application.close();
      application = await openApplication(config, 'real');
    },
  };
}
