import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  changeKeptSettings,
  describeConfig,
  loadConfig,
  readKeptSettings,
} from '../../src/platform/config/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(() => vi.unstubAllEnvs());

const fileOf = (folder: string) => join(folder, 'casebook.env');
const read = (folder: string) => readFileSync(fileOf(folder), 'utf8');

test('the file of the data folder counts less than the environment, and more than defaults', () => {
  const folder = temporaryFolder();
  changeKeptSettings(folder, { CASEBOOK_PORT: '5001', CASEBOOK_HOST: '::1', JIRA_API_KEY: 'hunter2' });
  vi.stubEnv('CASEBOOK_PORT', '5000');
  const loaded = loadConfig({ CASEBOOK_DATA_DIR: folder });
  const { config, origins } = loaded;
  expect([config.CASEBOOK_PORT, origins.CASEBOOK_PORT]).toEqual([5000, 'environment']);
  expect([config.CASEBOOK_HOST, origins.CASEBOOK_HOST]).toEqual(['::1', 'casebook.env']);
  expect(describeConfig(loaded)).toContainEqual(
    expect.objectContaining({ name: 'JIRA_API_KEY', value: '(set)', origin: 'casebook.env' }),
  );
});

test.each([
  ['quotes of JQL', 'project in ("PAY", "CORE") AND summary ~ "it\'s"'],
  ['what begins a comment', 'a#b c'],
  ['a dollar and a backslash', 'a\\n$HOME'],
  ['spaces around', ' x '],
])('a value with %s comes back as it was', (_name, value) => {
  const folder = temporaryFolder();
  changeKeptSettings(folder, { JIRA_JQL: value });
  expect(readKeptSettings(folder).JIRA_JQL).toBe(value);
});

test('other lines stay as they stand, and what is the same is not written', () => {
  const folder = temporaryFolder();
  writeFileSync(fileOf(folder), "# mine\nJIRA_EMAIL=a@b.example # who\n\nCASEBOOK_PORT='1'", { mode: 0o600 });
  expect(changeKeptSettings(folder, { JIRA_EMAIL: 'a@b.example' })).toBe(false);
  expect(changeKeptSettings(folder, { JIRA_EMAIL: 'c@d.example', JIRA_JQL: 'x = 1' })).toBe(true);
  expect(read(folder)).toBe("# mine\nJIRA_EMAIL='c@d.example'\n\nCASEBOOK_PORT='1'\nJIRA_JQL='x = 1'\n");
  changeKeptSettings(folder, { JIRA_EMAIL: null });
  expect(read(folder)).toBe("# mine\n\nCASEBOOK_PORT='1'\nJIRA_JQL='x = 1'\n");
});

test('folder and file are for their owner alone, and no draft stays', () => {
  const folder = join(temporaryFolder(), 'new');
  changeKeptSettings(folder, { JIRA_API_KEY: 'hunter2' });
  expect([statSync(folder).mode & 0o777, statSync(fileOf(folder)).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(readdirSync(folder)).toEqual(['casebook.env']);
});

test('secrets that everybody may read stop the start; others do not', () => {
  const folder = temporaryFolder();
  changeKeptSettings(folder, { CASEBOOK_PORT: '5001' });
  chmodSync(fileOf(folder), 0o644);
  expect(loadConfig({ CASEBOOK_DATA_DIR: folder }).config.CASEBOOK_PORT).toBe(5001);
  changeKeptSettings(folder, { JIRA_API_KEY: 'hunter2' });
  chmodSync(fileOf(folder), 0o644);
  expect(() => loadConfig({ CASEBOOK_DATA_DIR: folder })).toThrow(
    expect.objectContaining({ code: 'settings-exposed', detail: expect.stringContaining('chmod 600') }),
  );
});

test('a value that the format cannot hold is refused, and the file stays', () => {
  const folder = temporaryFolder();
  changeKeptSettings(folder, { JIRA_JQL: 'a' });
  for (const value of ['\'"`', 'a\nJIRA_API_KEY=b'])
    expect(() => changeKeptSettings(folder, { JIRA_JQL: value })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
  expect(readKeptSettings(folder).JIRA_JQL).toBe('a');
  expect(readdirSync(folder)).toEqual(['casebook.env']);
});

test('a file where the folder should be is said as such', () => {
  const place = join(temporaryFolder(), 'file');
  writeFileSync(place, '');
  expect(() => changeKeptSettings(place, { JIRA_JQL: 'a' })).toThrow(
    expect.objectContaining({ code: 'data-folder-unusable' }),
  );
  const folder = temporaryFolder();
  mkdirSync(fileOf(folder));
  expect(() => loadConfig({ CASEBOOK_DATA_DIR: folder })).toThrow(
    expect.objectContaining({ code: 'config-invalid' }),
  );
  expect(existsSync(fileOf(folder))).toBe(true);
});
