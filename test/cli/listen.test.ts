import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { listenOn, refuseOpenDoor } from '../../src/server/index.ts';
import { openPeople } from '../support/people.ts';
import { withoutAccounts } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each([
  ['EADDRINUSE', 'port-taken'],
  ['EACCES', 'port-refused'],
  ['EADDRNOTAVAIL', 'port-refused'],
])('%s is reported as %s, with the address', async (code, reported) => {
  const server = { listen: () => Promise.reject(Object.assign(new Error('listen'), { code })) };
  await expect(listenOn(server, '127.0.0.1', 80)).rejects.toMatchObject({
    code: reported,
    detail: expect.stringContaining('127.0.0.1:80'),
  });
});

test('who listens on all addresses is found at the loopback one', async () => {
  const server = { listen: async () => 'http://[::]:4310' };
  expect(await listenOn(server, '::', 4310)).toBe('http://[::1]:4310');
});

test.each([
  [{ CASEBOOK_HOST: '0.0.0.0' }],
  [{ CASEBOOK_HOST: '::' }],
  [{ CASEBOOK_HOST: '192.0.2.1' }],
  [{ CASEBOOK_PUBLIC_URL: 'https://casebook.example' }],
  [{ CASEBOOK_TRUSTED_PROXIES: '127.0.0.1' }],
])('%j is refused until somebody can sign in', async (settings) => {
  const { config } = loadConfig(settings);
  const log = createLog('silent');
  await expect(refuseOpenDoor(config, withoutAccounts, log)).rejects.toMatchObject({
    code: 'accounts-needed',
  });
  await expect(refuseOpenDoor(config, (await openPeople()).people, log)).resolves.toBeUndefined();
});

test.each([{ CASEBOOK_HOST: '0.0.0.0' }, { CASEBOOK_TRUSTED_PROXIES: '127.0.0.1' }])(
  '%j is refused where a provider would not know the way back',
  async (settings) => {
    const provider = { issuer: 'https://login.example', clientId: 'casebook', scopes: 'openid' };
    const { people } = await openPeople(undefined, { ...provider, defaultRole: 'none' });
    const door = (more: object) =>
      refuseOpenDoor(loadConfig({ ...settings, ...more }).config, people, createLog('silent'));
    await expect(door({})).rejects.toMatchObject({
      code: 'config-invalid',
      detail: expect.stringContaining('CASEBOOK_PUBLIC_URL'),
    });
    await expect(door({ CASEBOOK_PUBLIC_URL: 'https://casebook.example' })).resolves.toBeUndefined();
  },
);

test.each(['127.0.0.1', '::1', 'localhost', '127.0.0.53'])(
  '%s is this machine alone, for which nobody signs in',
  async (host) => {
    const { config } = loadConfig({ CASEBOOK_HOST: host });
    await expect(refuseOpenDoor(config, withoutAccounts, createLog('silent'))).resolves.toBeUndefined();
  },
);

test.each([
  ['4310', 4311],
  ['4311', 4312],
])('a demo on port %s leaves it to the dashboard: its Jira is on %i', async (dashboard, expected) => {
  const ports: number[] = [];
  await runCommandLine(['node', 'casebook', 'demo', '--port', dashboard, '--data-dir', temporaryFolder()], {
    version: '0.0.0',
    open: async () => ({
      server: { inject: () => Promise.reject(new Error('not here')) },
      secret: 'x',
      listen: () => Promise.reject(new Error('not here')),
      answerMeanwhile: () => Promise.reject(new Error('not here')),
      close: async () => {},
    }),
    openJiraBefore: () => {
      throw new Error('not here');
    },
    async startDemoJira(port, { until }) {
      ports.push(port);
      return {
        until,
        baseUrl: 'http://127.0.0.1:1',
        email: 'a@b.example',
        apiToken: 'x',
        close: async () => {},
      };
    },
  });
  process.exitCode = undefined;
  expect(ports).toEqual([expected]);
});
