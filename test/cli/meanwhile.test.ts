import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { announcedServer } from '../../src/platform/data-folder/index.ts';
import { casebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 250;

/** A sync without a server, as a process of its own: it has read some tickets, and waits for Jira until `goOn`. */
async function syncUnderWay() {
  const { promise: held, resolve: goOn } = Promise.withResolvers<undefined>();
  let fetches = 0;
  const jira = await startDemoJira({
    company: generateCompany({ tickets: TICKETS }),
    intercept: ({ url }) => {
      if (!url.includes('bulkfetch')) return undefined;
      fetches += 1;
      return fetches > 1 ? held : undefined;
    },
  });
  onTestFinished(() => jira.close());
  const folder = temporaryFolder();
  const env = {
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
    JIRA_CONCURRENCY: '1',
    CASEBOOK_DATA_DIR: folder,
  };
  const run = (...parameters: string[]) => casebook(parameters, env);
  const sync = run('sync');
  onTestFinished(async () => {
    goOn(undefined);
    await sync;
  });
  await expect.poll(() => announcedServer(folder)?.command, { timeout: 30_000 }).toBe('casebook sync');
  return { folder, run, sync, goOn: () => goOn(undefined) };
}

test('a sync without a server answers other commands until it is done, and then they open the data', {
  timeout: 120_000,
}, async () => {
  const { folder, run, sync, goOn } = await syncUnderWay();
  const found = () => run('search', 'is:open,done', '--json', '--limit', '1');
  await expect.poll(async () => JSON.parse((await found()).stdout).total, { timeout: 30_000 }).toBe(100);

  const status = await run('status');
  expect(status.stdout).toContain('Last sync   running');
  expect(status.stderr).toContain('No server runs; `casebook sync` works here now');
  const doctor = await run('doctor');
  expect(doctor.stdout).toContain('No server holds them; `casebook sync` works on them now');
  for (const command of [['sync'], ['serve', '--port', '0']]) {
    const refused = await run(...command);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('`casebook sync` works on it'),
    ]);
  }

  goOn();
  expect(await sync).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${TICKETS} are searchable`),
  });
  expect(() => readFileSync(join(folder, 'server.json'))).toThrow();
  expect(JSON.parse((await found()).stdout).total).toBe(TICKETS);
});

test('nobody is answered for being at the same machine', { timeout: 120_000 }, async () => {
  const { folder } = await syncUnderWay();
  const { url = '', secret } = announcedServer(folder) ?? {};
  const asked = (headers = {}) => fetch(`${url}/api/search?q=is:open`, { headers });
  const refused = await asked();
  expect([refused.status, await refused.json()]).toEqual([
    401,
    expect.objectContaining({ code: 'login-required' }),
  ]);
  expect((await asked({ authorization: `Bearer ${secret}` })).status).toBe(200);
});

test('commands that ask while it ends all get an answer', { timeout: 120_000 }, async () => {
  const { run, sync, goOn } = await syncUnderWay();
  let over = false;
  const asking = [0, 1].map(async () => {
    const codes: (number | null)[] = [];
    while (!over) codes.push((await run('show', 'NOPE-1')).code, (await run('lake', '--json')).code);
    return codes;
  });
  goOn();
  expect((await sync).code).toBe(0);
  over = true;
  for (const codes of await Promise.all(asking))
    for (const [place, code] of codes.entries()) expect(code).toBe(place % 2 === 0 ? 1 : 0);
});
