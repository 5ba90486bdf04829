import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { createCasebook, type JiraIssue, type Progress, type Settings } from '../../src/index.ts';
import { casebook as run, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const issue = (id: number, summary: string, more: Record<string, unknown> = {}): JiraIssue => ({
  id: String(id),
  key: `SHOP-${id}`,
  fields: {
    summary,
    project: { id: '1', key: 'SHOP', name: 'Shop' },
    issuetype: { id: '1', name: 'Bug' },
    status: { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } },
    created: '2026-03-02T09:00:00.000+0000',
    updated: '2026-03-02T09:30:00.000+0000',
    ...more,
  },
});

const ISSUES = [
  issue(1, 'Customers are charged twice', { labels: ['money'] }),
  issue(2, 'Card billed two times for one order'),
  issue(3, 'Search is slow in the morning'),
];

/** Settings of an installation of its own; nothing of this machine's reaches it. */
function ownSettings(more: Settings = {}): Settings & { CASEBOOK_DATA_DIR: string } {
  return { CASEBOOK_DATA_DIR: temporaryFolder(), CASEBOOK_LOG_LEVEL: 'silent', CASEBOOK_PORT: '0', ...more };
}

async function withIssues(settings = ownSettings()) {
  const casebook = await createCasebook(settings);
  onTestFinished(() => casebook.close());
  await casebook.ingest(ISSUES);
  return casebook;
}

test('issues that a program has are found by words and meaning, read, and compared', async () => {
  const casebook = await createCasebook(ownSettings());
  onTestFinished(() => casebook.close());
  const readings: Progress[] = [];
  async function* arriving() {
    yield* ISSUES;
  }
  const { accepted, searchable, trouble } = await casebook.ingest(arriving(), (each) => readings.push(each));
  expect([accepted, searchable, trouble]).toEqual([3, 3, null]);
  expect(readings.at(-1)).toMatchObject({ over: true, run: { applied: 3 } });

  const { hits, total } = await casebook.search('billed twice', { limit: 1 });
  expect([hits.length, total]).toEqual([1, 3]);
  expect(hits[0]?.why.semantic).toBeGreaterThan(0);
  const few = await casebook.search('customers', { label: ['money'], facet: ['project'] });
  expect([few.hits.map(({ key }) => key), few.facets.project?.[0]?.value]).toEqual([['SHOP-1'], 'SHOP']);
  expect((await casebook.ticket('SHOP-3')).summary).toBe('Search is slow in the morning');
  expect((await casebook.similar('SHOP-1', { limit: 1 })).similar.map(({ key }) => key)).toEqual(['SHOP-2']);
  expect((await casebook.filters()).projects).toMatchObject([{ key: 'SHOP', tickets: 3 }]);
  expect((await casebook.status()).records).toMatchObject({ received: 3, applied: 3, holds: true });
});

test('a file is imported by its path or as it comes, and what is refused is said', async () => {
  const settings = ownSettings();
  const file = join(settings.CASEBOOK_DATA_DIR, '..', 'issues.jsonl');
  writeFileSync(file, `${[ISSUES[0], { id: '9' }].map((each) => JSON.stringify(each)).join('\n')}\n`);
  const casebook = await createCasebook(settings);
  onTestFinished(() => casebook.close());
  const { accepted, refused, refusals } = await casebook.importFile(file);
  expect([accepted, refused, refusals[0]?.place]).toEqual([1, 1, 'line 2']);
  expect(await casebook.importFile(createReadStream(file))).toMatchObject({ received: 2, accepted: 0 });
});

test('Jira is read, and what is missing there is an error of the catalogue', async () => {
  const company = generateCompany({ tickets: 20, seed: 3 });
  const jira = await startDemoJira({ company, port: 0 });
  onTestFinished(() => jira.close());
  const { email, apiToken } = demoCredentials;
  const account = { JIRA_BASE_URL: jira.url, JIRA_EMAIL: email, JIRA_API_KEY: apiToken };
  {
    await using casebook = await createCasebook(ownSettings(account));
    const { applied, searchable } = await casebook.sync();
    expect([applied, searchable]).toEqual([20, 20]);
    expect((await casebook.sync({ full: true, projects: ['PAY'] })).applied).toBe(0);
  }
  const unconfigured = await createCasebook(ownSettings());
  onTestFinished(() => unconfigured.close());
  await expect(unconfigured.sync()).rejects.toMatchObject({ code: 'jira-not-configured' });
  await expect(unconfigured.ticket('NO-1')).rejects.toMatchObject({ code: 'ticket-not-found' });
  await expect(unconfigured.search('updated:>yesterweek')).rejects.toMatchObject({
    code: 'query-unreadable',
  });
});

test('an API key sees what its owner may see, in this process and through the server that holds the folder', async () => {
  const settings = ownSettings();
  const { CASEBOOK_DATA_DIR: folder } = settings;
  await (await withIssues(settings)).close();
  const password = 'correct horse battery staple';
  for (const [login, role] of [
    ['boss', 'operator'],
    ['ann', 'reader'],
  ] as const)
    await run(['users', 'add', login, '--role', role, '--data-dir', folder], {}, password);
  const made = await run(['keys', 'create', 'a program', '--user', 'ann', '--json', '--data-dir', folder]);
  const { key } = JSON.parse(made.stdout) as { key: string };

  const reads = async () => {
    await using casebook = await createCasebook(settings);
    await using ann = casebook.as(key);
    const found = await Promise.all([casebook, ann].map((each) => each.search('customers')));
    await expect(ann.ticket('SHOP-1')).rejects.toMatchObject({ code: 'ticket-not-found' });
    await expect(casebook.as('nonsense').search('customers')).rejects.toMatchObject({
      code: 'login-required',
    });
    return found.map(({ total }) => total);
  };
  expect(await reads()).toEqual([3, 0]);
  const server = await startCasebook(['serve', '--data-dir', folder, '--port', '0']);
  onTestFinished(() => server.kill());
  expect(await reads()).toEqual([3, 0]);
  await using casebook = await createCasebook(settings);
  expect(await casebook.listen()).toBe(server.ready.url);
});

test('a file that is not there is the error of one call, also where a server is asked', async () => {
  const settings = ownSettings();
  const missing = join(settings.CASEBOOK_DATA_DIR, 'missing.json');
  const imports = async () => {
    await using casebook = await createCasebook(settings);
    await expect(casebook.importFile(missing)).rejects.toThrow('ENOENT');
    expect(await casebook.ingest(ISSUES)).toMatchObject({ received: ISSUES.length });
  };
  await imports();
  const server = await startCasebook(['serve', '--data-dir', settings.CASEBOOK_DATA_DIR, '--port', '0']);
  onTestFinished(() => server.kill());
  await imports();
});

test('a program serves the dashboard and the API itself, and lets go of the folder in the end', async () => {
  const settings = ownSettings();
  const casebook = await withIssues(settings);
  const url = await casebook.listen();
  expect(await casebook.listen()).toBe(url);
  const answer = await fetch(`${url}/api/search?q=customers`);
  expect(await answer.json()).toMatchObject({ total: 3 });
  await casebook.close();
  await expect(fetch(url)).rejects.toThrow();
  await (await createCasebook(settings)).close();
});

test('a setting that cannot be is refused before anything is opened', async () => {
  await expect(createCasebook(ownSettings({ CASEBOOK_PORT: 'eighty' }))).rejects.toMatchObject({
    code: 'config-invalid',
  });
});

test('events tell what comes in, here and through a server, and a loop that is left leaves nothing open', async () => {
  const settings = ownSettings();
  const { CASEBOOK_DATA_DIR: folder } = settings;
  const follow = async () => {
    await using casebook = await createCasebook(settings);
    // More often than one asker may have streams open.
    for (let time = 0; time < 12; time++)
      for await (const { event } of casebook.events()) if (event === 'status') break;
    const before = (await casebook.status()).records.received;
    const seen = (async () => {
      for await (const { event, data } of casebook.events())
        if (event === 'status' && data.records.received > before) return data.records.received;
      return null;
    })();
    await casebook.ingest([issue(100 + before, 'Another one')]);
    return await seen;
  };
  expect(await follow()).toBe(1);
  const server = await startCasebook(['serve', '--data-dir', folder, '--port', '0']);
  onTestFinished(() => server.kill());
  expect(await follow()).toBe(2);
}, 60_000);
