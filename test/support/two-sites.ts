import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openApplication } from '../../src/app/index.ts';
import {
  type DemoCompany,
  type DemoJira,
  demoCredentials,
  generateCompany,
  startDemoJira,
} from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import type { Answer } from './access-site.ts';
import { PASSWORD } from './people.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const US_TOKEN = 'the-token-of-us';
export const US_SECRET = 'the webhook secret of us';

/**
 * An installation that reads two demo Jiras: the first, whose company is `here`, and `us`, whose company is `there`. Ids
 * of tickets, files and levels are alike at both; keys differ. All of it goes with the test.
 */
export async function twoSites(
  here: DemoCompany = generateCompany({ tickets: 60, seed: 1 }),
  there: DemoCompany = withOtherKeys(generateCompany({ tickets: 40, seed: 2 })),
  settings: Parameters<typeof loadConfig>[0] = {},
) {
  const down = new Set<'first' | 'us'>();
  const refused = { us: /^$/ };
  const start = (
    name: 'first' | 'us',
    company: DemoCompany,
    credentials: { email: string; apiToken: string },
  ) =>
    startDemoJira({
      company,
      ...credentials,
      intercept: ({ url }) => {
        if (down.has(name)) return { status: 400, body: { errorMessages: ['Gone fishing.'], errors: {} } };
        if (name === 'us' && refused.us.test(url)) return { status: 403, body: { errorMessages: ['No.'] } };
        return undefined;
      },
    });
  const first: DemoJira = await start('first', here, demoCredentials);
  const us: DemoJira = await start('us', there, { email: 'us@example.com', apiToken: US_TOKEN });
  const folder = temporaryFolder();
  const file = join(folder, 'sites.json');
  const site = {
    name: 'us',
    baseUrl: us.url,
    email: 'us@example.com',
    apiKey: US_TOKEN,
    webhookSecret: US_SECRET,
  };
  const write = (sites: readonly object[]) => writeFileSync(file, JSON.stringify(sites));
  write([site]);
  const configure = (more: Parameters<typeof loadConfig>[0] = {}) =>
    loadConfig({
      CASEBOOK_DATA_DIR: join(folder, 'data'),
      CASEBOOK_LOG_LEVEL: 'silent',
      JIRA_BASE_URL: first.url,
      JIRA_EMAIL: demoCredentials.email,
      JIRA_API_KEY: demoCredentials.apiToken,
      JIRA_SITES_FILE: file,
      ...settings,
      ...more,
    }).config;
  let application = await openApplication(configure(), 'real');
  onTestFinished(async () => {
    await application.close();
    await first.close();
    await us.close();
  });
  const ask = async (
    bearer: string,
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: unknown,
  ): Promise<Answer> => {
    const answer = await application.server.inject({
      method,
      url,
      headers: { host: 'localhost', authorization: `Bearer ${bearer}` },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  const operate = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown) =>
    ask(application.secret, method, url, body);
  const status = async () => (await operate('GET', '/api/status')).body;
  const until = async (isDone: () => Promise<boolean>) => {
    while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const settled = async () => {
    await until(async () => (await status()).run.state !== 'running');
    const { run } = await status();
    await until(async () => (await status()).indexing.waiting === 0);
    return run;
  };
  return {
    ...{ here, there, first, us, site, operate, status, until },
    server: () => application.server,
    breakDown: (name: 'first' | 'us') => down.add(name),
    mend: () => down.clear(),
    refuseAtUs(matching: RegExp) {
      refused.us = matching;
    },
    /** Puts other sites into the file; they are read when the installation is opened again. */
    write,
    /** Reads what changed, and waits until the index has it; returns the run. */
    async sync(body: object = {}) {
      const begun = await operate('POST', '/api/sync', body);
      if (begun.status !== 202) return begun.body;
      return settled();
    },
    async verify(body: object = {}) {
      await operate('POST', '/api/sync/verify', body);
      return settled();
    },
    async rebuild() {
      await operate('POST', '/api/rebuild', { action: 'rebuild' });
      const found = async () => (await operate('GET', '/api/rebuild')).body.rebuild;
      await until(async () => (await found()).state !== 'running');
      return found();
    },
    async erase(key: string) {
      return operate('POST', '/api/erasures', { subject: { kind: 'ticket', key }, dryRun: false });
    },
    /** Makes a reader of Casebook who is this account in Jira (null: none), and asks as them. */
    async reader(login: string, accountId: string | null) {
      await operate('POST', '/api/users', { login: 'olga', role: 'operator', password: PASSWORD });
      await operate('POST', '/api/users', { login, role: 'reader', password: PASSWORD });
      if (accountId !== null) await operate('PATCH', `/api/users/${login}`, { jiraAccountId: accountId });
      const made = await operate('POST', '/api/keys', { user: login, name: login, scope: 'read', days: 1 });
      return (url: string) => ask(made.body.key, 'GET', url);
    },
    async reopen(more: Parameters<typeof loadConfig>[0] = {}) {
      await application.close();
      application = await openApplication(configure(more), 'real');
    },
  };
}

/** The same company, whose projects have keys that no other company has. */
export function withOtherKeys(company: DemoCompany): DemoCompany {
  for (const { key, name } of [...company.projects]) company.renameProject(key, { key: `U${key}`, name });
  return company;
}
