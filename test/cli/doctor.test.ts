import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { changeKeptSettings } from '../../src/platform/config/index.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Section {
  readonly name: string;
  readonly summary: string;
  readonly findings: readonly { readonly why: string; readonly advice: string }[];
}

async function doctor(folder: string) {
  const { code, stdout } = await casebook(['doctor', '--json', '--data-dir', folder]);
  const { healthy, sections }: { healthy: boolean; sections: Section[] } = JSON.parse(stdout);
  const find = (name: string) => sections.find((section) => section.name === name);
  return { code, healthy, names: sections.map(({ name }) => name), find };
}

test('all that is set is looked at, without a server and beside one', async () => {
  const jira = await startDemoJira({
    company: generateCompany({ tickets: 5, now: new Date() }),
    apiToken: 'k',
  });
  onTestFinished(jira.close);
  const folder = temporaryFolder();
  const account = { JIRA_EMAIL: 'demo@fernhaul.example', JIRA_API_KEY: 'k' };
  changeKeptSettings(folder, { JIRA_BASE_URL: jira.url, ...account });
  const alone = await doctor(folder);
  expect(alone).toMatchObject({ code: 0, healthy: true });
  expect(alone.names).toEqual([
    ...['versions', 'settings', 'disk', 'Jira', 'data'],
    ...['access', 'sites', 'database', 'index', 'webhooks', 'embedder'],
  ]);
  expect(alone.find('data')?.summary).toBe('No server holds them.');
  expect(alone.find('Jira')?.summary).toContain(jira.url);

  const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  onTestFinished(served.kill);
  changeKeptSettings(folder, { JIRA_API_KEY: 'another' });
  const beside = await doctor(folder);
  expect(beside).toMatchObject({ code: 1, healthy: false });
  expect(beside.find('data')?.summary).toContain(served.ready.url);
  expect(beside.find('Jira')?.findings[0]?.advice).toContain('token');
  expect(beside.find('database')?.findings).toEqual([]);
});

test('where nothing can be opened, that is what it says', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'casebook.sqlite'), 'this is no database, whatever its name says');
  const { code, find } = await doctor(folder);
  expect(code).toBe(1);
  expect(find('data')?.findings[0]?.why).toContain('casebook.sqlite');
  expect(find('Jira')?.summary).toBe('None is set.');
});

test('settings that stop every other command are a finding here', async () => {
  const folder = temporaryFolder();
  changeKeptSettings(folder, { JIRA_API_KEY: 'k' });
  chmodSync(join(folder, 'casebook.env'), 0o644);
  const { code, names, find } = await doctor(folder);
  expect({ code, names }).toEqual({ code: 1, names: ['versions', 'settings'] });
  expect(find('settings')?.findings[0]?.why).toContain('chmod 600');
});

test('a folder that is not there is said, and not made', async () => {
  const folder = join(temporaryFolder(), 'mistyped');
  const { code, find } = await doctor(folder);
  expect(code).toBe(1);
  expect(find('data')?.findings[0]?.why).toBe(folder);
});
