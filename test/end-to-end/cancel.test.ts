import { expect, onTestFinished, test } from 'vitest';
import { openApplication } from '../../src/app/index.ts';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 450;

/** An installation that reads a Jira which fetches `beforeFailing` groups of tickets, and then is away for a while. */
async function installation() {
  let fetches = 0;
  const jira = await startDemoJira({
    company: generateCompany({ tickets: TICKETS, seed: 5 }),
    intercept({ url }) {
      if (!url.includes('bulkfetch')) return undefined;
      fetches += 1;
      // Asked to come back soon, a sync that nobody cancels does.
      return fetches > 2 && fetches < 6
        ? { status: 429, headers: { 'retry-after': '1' }, body: {} }
        : undefined;
    },
  });
  onTestFinished(() => jira.close());
  const { config } = loadConfig({
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
    JIRA_CONCURRENCY: '1',
    CASEBOOK_DATA_DIR: temporaryFolder(),
    CASEBOOK_LOG_LEVEL: 'silent',
  });
  const application = await openApplication(config, 'real');
  onTestFinished(() => application.close());
  const ask = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await application.server.inject({
      ...{ method, url, headers: { host: 'localhost' } },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const work = async (kind: string) =>
    (await ask('GET', '/api/jobs')).body.work.find((each: { kind: string }) => each.kind === kind);
  const cancel = (kind: string) => ask('POST', '/api/jobs/cancel', { kind });
  const ends = (kind: string, state: string) =>
    expect.poll(async () => (await work(kind)).state, { timeout: 30_000 }).toBe(state);
  return { ask, work, cancel, ends };
}

test('a sync that is cancelled keeps what it has read, the next one gets the rest, and a rebuild is cancelled too', async () => {
  const { ask, work, cancel, ends } = await installation();
  expect((await cancel('sync')).body.code).toBe('nothing-to-cancel');

  await ask('POST', '/api/sync', {});
  await expect.poll(async () => (await work('sync')).done, { timeout: 30_000 }).toBeGreaterThan(0);
  const { status, body } = await cancel('sync');
  expect([status, body.work[0].kind]).toEqual([202, 'sync']);
  await ends('sync', 'interrupted');
  const { records } = (await ask('GET', '/api/status')).body;
  expect(records.received).toBeGreaterThan(0);
  expect(records.received).toBeLessThan(TICKETS);
  expect(records.holds).toBe(true);
  expect((await cancel('sync')).body.code).toBe('nothing-to-cancel');

  await ask('POST', '/api/sync', {});
  await ends('sync', 'succeeded');
  expect((await ask('GET', '/api/status')).body.indexing.live).toBe(TICKETS);

  await ask('POST', '/api/rebuild', {});
  expect((await cancel('rebuild')).status).toBe(202);
  await ends('rebuild', 'interrupted');
  expect((await ask('GET', '/api/status')).body.records.holds).toBe(true);
  await ask('POST', '/api/rebuild', {});
  await ends('rebuild', 'succeeded');
}, 120_000);
