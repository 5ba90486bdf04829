import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { casebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 20;

/** A certificate for this machine that it has signed itself, and its key, in PEM. */
function selfSigned(): { file: string; cert: string; key: string } {
  const folder = temporaryFolder();
  const [file, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=Private CA of a test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', [...request, ...names, '-keyout', keyFile, '-out', file], { stdio: 'pipe' });
  return { file, cert: readFileSync(file, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

test('a Jira with a certificate of a private authority is read with NODE_EXTRA_CA_CERTS, and refused by name without', async () => {
  const { file, ...tls } = selfSigned();
  const jira = await startDemoJira({ company: generateCompany({ tickets: TICKETS }), tls });
  try {
    expect(jira.url).toMatch(/^https:/);
    const sync = (more: Record<string, string> = {}) =>
      casebook(['sync', '--json', '--data-dir', join(temporaryFolder(), 'data')], {
        JIRA_BASE_URL: jira.url,
        JIRA_EMAIL: demoCredentials.email,
        JIRA_API_KEY: demoCredentials.apiToken,
        ...more,
      });
    const without = await sync();
    expect(without.code).not.toBe(0);
    expect(without.stderr + without.stdout).toContain('jira-untrusted');
    expect(without.stderr + without.stdout).toContain('NODE_EXTRA_CA_CERTS');
    const trusting = await sync({ NODE_EXTRA_CA_CERTS: file });
    expect(trusting).toMatchObject({ code: 0, stderr: expect.stringContaining(`accepted ${TICKETS}`) });
  } finally {
    await jira.close();
  }
});

test('a proxy that is no address is refused by the name of its variable', async () => {
  const { code, stderr, stdout } = await casebook(
    ['sync', '--json', '--data-dir', join(temporaryFolder(), 'data')],
    {
      JIRA_BASE_URL: 'https://jira.invalid',
      JIRA_EMAIL: demoCredentials.email,
      JIRA_API_KEY: demoCredentials.apiToken,
      HTTPS_PROXY: 'proxy.your-company.com:3128',
    },
  );
  expect(code).not.toBe(0);
  expect(stderr + stdout).toContain('config-invalid');
  expect(stderr + stdout).toContain('HTTPS_PROXY names no proxy');
});
