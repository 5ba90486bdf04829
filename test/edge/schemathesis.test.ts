import { describe, expect, onTestFinished, test } from 'vitest';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { ROLES } from '../../src/people/choices.ts';
import type { Role } from '../../src/people/index.ts';
import { startCasebook } from '../support/casebook.ts';
import { PASSWORD } from '../support/people.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { indexingOf } from './indexing.ts';
import { attack, schemathesis } from './schemathesis.ts';

/** Enough of a company that each route has something to answer with. */
const TICKETS = 40;

/** The address of an installation of its own that has read a Jira; all of it goes with the test. */
async function installation(more: Record<string, string> = {}): Promise<string> {
  const jira = await startDemoJira({ company: generateCompany({ tickets: TICKETS, seed: 3 }) });
  onTestFinished(() => jira.close());
  const { ready, kill } = await startCasebook(['serve', '--port', '0', '--data-dir', temporaryFolder()], {
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
    CASEBOOK_RATE_LIMIT: '1000000',
    ...more,
  });
  onTestFinished(kill);
  await write(`${ready.url}/api/sync`, {});
  await expect.poll(async () => (await indexingOf(ready.url)).indexed, { timeout: 60_000 }).toBe(TICKETS);
  return ready.url;
}

async function write(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect([url, answer.ok]).toEqual([url, true]);
  return answer;
}

/** A key for all that each role may; from then on everybody has to sign in. */
async function keysOf(url: string): Promise<Record<Role, string>> {
  await write(`${url}/api/users`, { login: 'operator', role: 'operator', password: PASSWORD });
  const signedIn = await write(`${url}/api/session`, { login: 'operator', password: PASSWORD });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const keys: [string, string][] = [];
  for (const role of ROLES) {
    if (role !== 'operator')
      await write(`${url}/api/users`, { login: role, role, password: PASSWORD }, { cookie });
    const made = await write(`${url}/api/keys`, { name: 'attack', scope: 'admin', user: role }, { cookie });
    keys.push([role, ((await made.json()) as { key: string }).key]);
  }
  return Object.fromEntries(keys) as Record<Role, string>;
}

describe.skipIf(schemathesis === null)('whatever the API is asked', { timeout: 600_000 }, () => {
  test('without accounts, it answers as described and never with a fault of its own', async () => {
    const url = await installation();
    // After this one there would be accounts.
    const without = ['POST /api/users'];
    expect(await attack(url, { key: null, without, borders: false, examples: 8 })).toBe('');
  });

  test.skipIf(postgresServer === null)(
    'by each role, on PostgreSQL, it answers as described and never with a fault of its own',
    async () => {
      const url = await installation({ DATABASE_URL: await emptyPostgres() });
      const keys = await keysOf(url);
      expect(await attack(url, { key: keys.operator, borders: true, examples: 4 })).toBe('');
      expect(await attack(url, { key: keys.agent, borders: false, examples: 2 })).toBe('');
      expect(await attack(url, { key: keys.reader, borders: false, examples: 2 })).toBe('');
    },
  );
});
