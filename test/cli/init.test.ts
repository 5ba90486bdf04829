import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DemoJira, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { casebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, inTerminal } from '../support/terminal.ts';

const TOKEN = 'token-that-nobody-may-see';
const EMAIL = 'reader@fernhaul.example';

let jira: DemoJira;
beforeAll(async () => {
  const company = generateCompany({ tickets: 60, now: new Date('2026-11-01') });
  jira = await startDemoJira({ company, email: EMAIL, apiToken: TOKEN, timeZone: 'Europe/Berlin' });
});
afterAll(() => jira.close());

const settingsOf = (folder: string) => readFileSync(join(folder, 'casebook.env'), 'utf8');

/** As a script calls it, with one JSON value for an answer. */
async function init(folder: string, more: readonly string[], token?: string, env = {}) {
  const piped = token === undefined ? [] : ['--token-stdin'];
  const parameters = ['init', '--json', '--data-dir', folder, ...piped, ...more];
  const { code, stdout, stderr } = await casebook(parameters, env, token ?? '');
  expect(stdout + stderr).not.toContain(TOKEN);
  return { code, answer: JSON.parse(stdout) };
}

test('without a terminal: everything is tried, measured and written, for the owner alone; then sync works', async () => {
  const folder = join(temporaryFolder(), 'data');
  const given = [
    '--site',
    `${jira.url}/browse/PAY-1`,
    '--email',
    EMAIL,
    '--project',
    'pay',
    '--project',
    'SUP',
  ];
  const { code, answer } = await init(folder, given, `${TOKEN}\n`);
  expect({ code, answer }).toMatchObject({
    code: 0,
    answer: {
      changed: ['JIRA_BASE_URL', 'JIRA_EMAIL', 'JIRA_API_KEY', 'JIRA_JQL'],
      overruled: [],
      site: { baseUrl: jira.url },
      account: { email: EMAIL, timeZone: 'Europe/Berlin' },
      jql: 'project in ("PAY", "SUP")',
      unreadable: [],
      sync: null,
      next: [`casebook sync --data-dir ${folder}`, `casebook serve --data-dir ${folder}`],
    },
  });
  const { projects, tickets, estimate } = answer;
  const chosen = projects.filter((project: { chosen: boolean }) => project.chosen);
  expect(chosen.map(({ key }: { key: string }) => key)).toEqual(['PAY', 'SUP']);
  expect(chosen[0].tickets + chosen[1].tickets).toBe(tickets);
  expect(estimate.sample.tickets).toBe(tickets);
  expect(estimate.bytes).toBeGreaterThan(10_000 * tickets);
  expect(readdirSync(folder)).toEqual(['casebook.env']);
  expect(statSync(join(folder, 'casebook.env')).mode & 0o777).toBe(0o600);
  const { stdout } = await casebook(['sync', '--json', '--data-dir', folder]);
  expect(JSON.parse(stdout)).toMatchObject({ state: 'succeeded', received: tickets });
});

test('a folder keeps its Jira: another one is refused before anything is written, and doctor tells of it', async () => {
  const company = generateCompany({ tickets: 5, seed: 2 });
  const other = await startDemoJira({ company, email: EMAIL, apiToken: TOKEN });
  onTestFinished(other.close);
  const folder = temporaryFolder();
  const given = ['--email', EMAIL, '--no-sample'];
  const { answer } = await init(folder, ['--site', other.url, ...given, '--sync'], TOKEN);
  expect(answer.sync).toMatchObject({ run: { received: 5 } });
  const before = settingsOf(folder);
  const refused = await init(folder, ['--site', jira.url, ...given], TOKEN);
  expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'jira-differs' } } });
  expect(settingsOf(folder)).toBe(before);

  const settings = { JIRA_BASE_URL: jira.url };
  const { stdout } = await casebook(['doctor', '--json', '--data-dir', folder], settings);
  const sections = JSON.parse(stdout).sections as { name: string; findings: { why: string }[] }[];
  expect(sections.find(({ name }) => name === 'sites')?.findings[0]?.why).toContain(other.url);
});

test('a second run changes what it is told to, and nothing else', async () => {
  const folder = temporaryFolder();
  await init(folder, ['--site', jira.url, '--email', EMAIL, '--no-sample'], TOKEN);
  const before = settingsOf(folder);
  const same = await init(folder, ['--no-sample']);
  expect(same).toMatchObject({ code: 0, answer: { changed: [], estimate: null, account: { email: EMAIL } } });
  expect(settingsOf(folder)).toBe(before);
  const narrower = await init(folder, ['--no-sample', '--jql', 'project = "PAY" AND statusCategory = Done']);
  expect(narrower.answer).toMatchObject({ changed: ['JIRA_JQL'] });
  expect(settingsOf(folder)).toBe(`${before}JIRA_JQL='project = "PAY" AND statusCategory = Done'\n`);
  expect((await init(folder, ['--no-sample', '--project', 'all'])).answer).toMatchObject({ jql: '' });
  expect(settingsOf(folder)).toBe(before);
});

test.each([
  ['a token that Jira does not take', [], 'wrong', 'jira-refused'],
  ['a project that is not there', ['--project', 'NOPE'], TOKEN, 'call-invalid'],
  ['JQL that is none', ['--jql', 'project ='], TOKEN, 'jira-query-refused'],
])('%s is said, and nothing is written', async (_name, more, token, error) => {
  const folder = join(temporaryFolder(), 'data');
  const { code, answer } = await init(folder, ['--site', jira.url, '--email', EMAIL, ...more], token);
  expect(code).not.toBe(0);
  expect(answer).toMatchObject({ error: { code: error } });
  if (more.includes('NOPE')) expect(answer.error.detail).toMatch(/key NOPE; it sees CORE, .*PAY/);
  expect(existsSync(folder)).toBe(false);
});

test('a token goes to no machine that is not Jira, and to no other site than its own', async () => {
  const seen: (string | undefined)[] = [];
  const stranger = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('<html>');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void stranger.close());
  await new Promise((resolve) => stranger.once('listening', resolve));
  const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const folder = temporaryFolder();
  const first = await init(folder, ['--site', url, '--email', EMAIL], TOKEN);
  expect(first.answer).toMatchObject({ error: { code: 'jira-not-there' } });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter(Boolean)).toEqual([]);
  const settings = { JIRA_BASE_URL: 'https://other.example', JIRA_EMAIL: EMAIL, JIRA_API_KEY: TOKEN };
  const second = await init(folder, ['--site', jira.url], undefined, settings);
  expect(second.answer).toMatchObject({
    error: { code: 'call-invalid', detail: expect.stringContaining('token') },
  });
});

test('what the account may not read of who may see what is said, with what to do', async () => {
  const company = generateCompany({ tickets: 20, now: new Date('2026-11-01') });
  const closed = await startDemoJira({
    company,
    email: EMAIL,
    apiToken: TOKEN,
    intercept: ({ url }) =>
      url.includes('/project/PAY/permissionscheme')
        ? { status: 403, body: { errorMessages: ['Only for administrators.'] } }
        : undefined,
  });
  onTestFinished(closed.close);
  const given = ['--site', closed.url, '--email', EMAIL, '--no-sample'];
  const { answer } = await init(temporaryFolder(), given, TOKEN);
  expect(answer.examined).toBe(answer.projects.length);
  expect(answer.unreadable).toMatchObject([
    {
      what: 'permission scheme of PAY',
      why: expect.stringContaining('Only for administrators.'),
      advice: expect.stringContaining('Administer'),
    },
  ]);
});

test('what the environment sets counts more, and that is said', async () => {
  const folder = temporaryFolder();
  const given = ['--site', jira.url, '--email', EMAIL, '--no-sample', '--project', 'PAY'];
  const { answer } = await init(folder, given, TOKEN, { JIRA_JQL: 'project = "SUP"', JIRA_EMAIL: EMAIL });
  expect(answer).toMatchObject({
    changed: ['JIRA_BASE_URL', 'JIRA_API_KEY', 'JIRA_JQL'],
    overruled: ['JIRA_JQL'],
  });
});

test('the folder of the demo is left alone', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'installation.json'), '{"kind":"demo"}');
  const { answer } = await init(folder, ['--site', jira.url, '--email', EMAIL], TOKEN);
  expect(answer).toMatchObject({ error: { code: 'data-folder-kind' } });
});

test.skipIf(!hasTerminals)(
  'in a terminal: asks, shows no token, lets one try again, and begins',
  async () => {
    const folder = join(temporaryFolder(), 'data');
    const { screen, code } = await inTerminal(
      ['init', '--data-dir', folder],
      [
        ['Address of your Jira', 'http://127.0.0.1:1\r'],
        ['Address of your Jira', `${jira.url}\r`],
        ['E-mail address', `${EMAIL}\r`],
        ['API token (not shown)', 'mistyped\r'],
        ['E-mail address', `${EMAIL}\r`],
        ['API token (not shown)', `${TOKEN}\r`],
        ['Which ones', 'NOPE\r'],
        ['Which ones', 'pay\r'],
        ['Read the tickets now?', '\r'],
      ],
    );
    expect(code).toBe(0);
    expect(screen).not.toMatch(new RegExp(`${TOKEN}|mistyped`));
    expect(screen).toMatch(/\[jira-unavailable\][\s\S]*\[jira-refused\][\s\S]*no project with the key NOPE/);
    expect(screen).toContain('Found by a search from now on: ');
    expect(settingsOf(folder)).toContain(`JIRA_API_KEY='${TOKEN}'`);
  },
  60_000,
);

test.skipIf(!hasTerminals)('Ctrl-C leaves nothing behind', async () => {
  const folder = join(temporaryFolder(), 'data');
  const steps = [
    ['Address of your Jira', `${jira.url}\r`],
    ['E-mail address', '\u0003'],
  ] as const;
  const { screen, code } = await inTerminal(['init', '--data-dir', folder], steps);
  expect(code).toBe(1);
  expect(screen).toContain('[interrupted]');
  expect(existsSync(folder)).toBe(false);
});
