import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Application, openApplication } from '../../src/app/index.ts';
import type { DemoCompany } from '../../src/demo/company/company.ts';
import { type DemoJira, demoCredentials, startDemoJira } from '../../src/demo/jira/server.ts';
import { createPeople } from '../../src/people/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { databaseFile } from '../../src/platform/data-folder/data-folder.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

export interface Answer {
  readonly status: number;
  /** As it went over the wire. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each way out knows the shape of its answer.
  readonly body: any;
}

/** Asks over HTTP, as one user. */
export type Ask = (url: string) => Promise<Answer>;

/** An installation of Casebook on a demo Jira for each of the companies, with a user for each of their people. */
export interface OracleSite {
  /** The last of them is linked to no account. */
  readonly askers: readonly { readonly login: string; readonly accountId: string; readonly ask: Ask }[];
  readonly operator: Ask;
  /** Each site answers what stands in none of its addresses; the others with 403. */
  refuse(addresses: readonly (readonly string[])[]): void;
  /** Reads what changed and who may see what, to the end; the index may be behind. */
  sync(): Promise<void>;
  /** Says that a user is nobody in Jira any more. */
  unlink(login: string): Promise<void>;
  /** Tries again what was refused. */
  redrive(): Promise<void>;
  /** Waits until the index has everything. */
  indexed(): Promise<void>;
  close(): Promise<void>;
}

/** No site has such an account. */
const NOWHERE = 'an-account-of-no-site';
const UNLINKED = '';

/** Cheap to check: it is not passwords that are looked at. */
const CHEAP = { N: 2, r: 1, p: 1 };
const PASSWORD = 'correct horse battery staple';

/** @param companies one for each site, the first one's first. @param accounts for whom there are users. */
export async function openOracleSite(
  companies: readonly DemoCompany[],
  accounts: readonly string[] = accountsOf(companies),
): Promise<OracleSite> {
  let refused: readonly (readonly string[])[] = [];
  const jiras: DemoJira[] = [];
  for (const [at, company] of companies.entries())
    jiras.push(
      await startDemoJira({
        company,
        intercept: ({ url }) =>
          refused[at]?.some((part) => url.includes(part))
            ? { status: 403, body: { errorMessages: ['You may not see this.'], errors: {} } }
            : undefined,
      }),
    );
  const [first, ...further] = jiras;
  const folder = makeTemporaryFolder();
  const [data, file] = [join(folder.path, 'data'), join(folder.path, 'sites.json')];
  const { email, apiToken } = demoCredentials;
  const sites = further.map(({ url }, at) => ({ name: `s${at + 2}`, baseUrl: url, email, apiKey: apiToken }));
  writeFileSync(file, JSON.stringify(sites));
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: data,
    CASEBOOK_LOG_LEVEL: 'info',
    CASEBOOK_RATE_LIMIT: '1000000',
    JIRA_BASE_URL: first!.url,
    JIRA_EMAIL: email,
    JIRA_API_KEY: apiToken,
    ...(sites.length > 0 && { JIRA_SITES_FILE: file }),
  });
  // The first time makes the folder.
  await (await openApplication(config, 'real')).close();
  const keys = await addUsers(data, accounts);
  const application = await openApplication(config, 'real');
  const operator = asking(application, application.secret);
  const write = async (method: 'POST' | 'PATCH', url: string, payload: object) => {
    const headers = { host: 'localhost', authorization: `Bearer ${application.secret}` };
    const { statusCode, body } = await application.server.inject({ method, url, headers, payload });
    if (statusCode >= 300) throw new Error(`${method} ${url}: ${body}`);
  };
  const status = async () => (await operator('/api/status')).body;
  return {
    operator,
    askers: accounts.map((accountId, at) => ({
      ...{ login: loginOf(at), accountId },
      ask: asking(application, keys[at]!),
    })),
    refuse(addresses) {
      refused = addresses;
    },
    async redrive() {
      await write('POST', '/api/dead-letters/redrive', { all: true });
    },
    async unlink(login) {
      await write('PATCH', `/api/users/${login}`, { jiraAccountId: null });
    },
    async sync() {
      await write('POST', '/api/sync', {});
      let { run } = await status();
      for (; run.state === 'running'; { run } = await status()) await sleep(10);
      if (run.state !== 'succeeded') throw new Error(`The sync ended as ${JSON.stringify(run)}`);
    },
    async indexed() {
      while ((await status()).indexing.waiting > 0) await sleep(10);
    },
    async close() {
      await application.close();
      for (const jira of jiras) await jira.close();
      folder.remove();
    },
  };
}

function asking(application: Application, bearer: string): Ask {
  return async (url) => {
    const { statusCode, body, headers } = await application.server.inject({
      method: 'GET',
      url,
      headers: { host: 'localhost', authorization: `Bearer ${bearer}` },
    });
    const isJson =
      String(headers['content-type']).includes('json') && !String(headers['content-type']).includes('ndjson');
    return { status: statusCode, text: body, body: isJson ? JSON.parse(body) : null };
  };
}

/** All that any of the sites has, one that none has, and none at all. */
function accountsOf(companies: readonly DemoCompany[]): string[] {
  const known = companies.flatMap(({ people }) => people.map(({ accountId }) => accountId));
  return [...new Set(known), ...(companies.length > 1 ? [NOWHERE] : []), UNLINKED];
}

const loginOf = (at: number) => `user${at}`;

/** An agent for each of the accounts, who is it in Jira, and a key of theirs. */
async function addUsers(folder: string, accounts: readonly string[]): Promise<string[]> {
  const database = await openDatabase(databaseFile(folder));
  const { users, keys } = createPeople({ database, cost: CHEAP });
  await users.add({ login: 'operator', name: 'Operator', role: 'operator', password: PASSWORD });
  const made: string[] = [];
  for (const [at, accountId] of accounts.entries()) {
    const login = loginOf(at);
    await users.add({ login, name: login, role: 'agent', password: PASSWORD });
    if (accountId !== UNLINKED) await users.change(login, { jiraAccountId: accountId });
    const { key } = await keys.create({
      login,
      name: login,
      scope: 'read',
      expiresAt: Date.now() + 86_400_000,
    });
    made.push(key);
  }
  await database.destroy();
  return made;
}
