import { expect, test } from 'vitest';
import { listenOn } from '../../src/app.ts';
import { runCommandLine } from '../../src/cli/index.ts';
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
      close: async () => {},
    }),
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
