import { afterEach, expect, test, vi } from 'vitest';
import { describeConfig, loadConfig } from '../../src/platform/config/index.ts';

afterEach(() => vi.unstubAllEnvs());

test('an option comes before the environment, and that before the default', () => {
  vi.stubEnv('CASEBOOK_PORT', '5000');
  vi.stubEnv('CASEBOOK_DATA_DIR', '/srv/a');
  const { config, origins } = loadConfig({ CASEBOOK_DATA_DIR: '/srv/b' });
  expect([config.CASEBOOK_DATA_DIR, origins.CASEBOOK_DATA_DIR]).toEqual(['/srv/b', 'option']);
  expect([config.CASEBOOK_PORT, origins.CASEBOOK_PORT]).toEqual([5000, 'environment']);
  expect([config.CASEBOOK_HOST, origins.CASEBOOK_HOST]).toEqual(['127.0.0.1', 'default']);
});

test.each([
  ['CASEBOOK_PORT', 'eighty'],
  ['CASEBOOK_PORT', '70000'],
  ['CASEBOOK_HOST', 'casebook.example'],
  ['CASEBOOK_PUBLIC_URL', 'https://casebook.example/below'],
  ['CASEBOOK_PUBLIC_URL', 'casebook.example'],
  ['CASEBOOK_TRUSTED_PROXIES', '10.0.0.0/8,proxy.example'],
  ['CASEBOOK_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['CASEBOOK_OIDC_ISSUER', 'http://login.example'],
  ['CASEBOOK_OIDC_ISSUER', 'http://localhost.login.example'],
  ['CASEBOOK_OIDC_ISSUER', 'http://127.0.0.1.login.example/'],
  ['CASEBOOK_OIDC_ISSUER', 'https://login.example/?tenant=x'],
  ['CASEBOOK_OIDC_SCOPES', 'email profile'],
  ['CASEBOOK_OIDC_DEFAULT_ROLE', 'operator'],
  ['JIRA_BASE_URL', 'ftp://jira.example'],
])('%s=%s is refused by name, without its value', (name, value) => {
  vi.stubEnv(name, value);
  let caught: unknown;
  try {
    loadConfig();
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code: 'config-invalid', detail: expect.stringContaining(name) });
  expect(String(caught)).not.toContain(value);
});

test.each([
  'https://login.example/realms/a/',
  'http://127.0.0.1:8080',
  'http://localhost/realms/a',
  'http://[::1]:1',
])('an issuer may be %s, to the letter', (issuer) => {
  expect(loadConfig({ CASEBOOK_OIDC_ISSUER: issuer }).config.CASEBOOK_OIDC_ISSUER).toBe(issuer);
});

test('a secret is shown as set, never as it is', () => {
  vi.stubEnv('JIRA_API_KEY', 'hunter2');
  const shown = describeConfig(loadConfig());
  expect(shown.find(({ name }) => name === 'JIRA_API_KEY')).toMatchObject({
    value: '(set)',
    origin: 'environment',
  });
  expect(JSON.stringify(shown)).not.toContain('hunter2');
});
