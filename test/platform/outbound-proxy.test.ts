import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { outboundClient } from '../../src/platform/http/index.ts';

afterEach(() => vi.unstubAllEnvs());

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A host that answers JSON, and a proxy that takes every name for it and remembers what it was asked for. */
async function hostAndProxy() {
  const seen: string[] = [];
  const host = createServer((_request, response) => response.end('{"here":true}'));
  const port = await listening(host);
  const proxy = createServer((request: IncomingMessage, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{"here":true}');
  });
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { seen, port, proxy: `http://127.0.0.1:${await listening(proxy)}` };
}

async function ask(baseUrl: string) {
  const client = outboundClient({ baseUrl, headers: {}, retries: 0, timeoutMs: 5000 });
  onTestFinished(() => client.close());
  return client.json({ method: 'GET', path: '/x' });
}

/** As a process has it that knows of no proxy; either case counts. */
function withoutProxies(): void {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
}

test('other machines are asked through the proxy of the environment', async () => {
  const { seen, proxy } = await hostAndProxy();
  withoutProxies();
  vi.stubEnv('HTTP_PROXY', proxy);
  expect(await ask('http://jira.invalid')).toMatchObject({ status: 200, body: { here: true } });
  expect(seen).toEqual([expect.stringMatching(/jira\.invalid/)]);
});

test('those over TLS through a tunnel that HTTPS_PROXY names', async () => {
  const { seen, proxy } = await hostAndProxy();
  withoutProxies();
  vi.stubEnv('HTTPS_PROXY', proxy);
  // The host behind it speaks no TLS: the tunnel was asked for all the same.
  await expect(ask('https://jira.invalid')).rejects.toThrow();
  expect(seen).toEqual(['CONNECT jira.invalid:443']);
});

test('but for those of NO_PROXY, and what runs on this machine', async () => {
  const { seen, port, proxy } = await hostAndProxy();
  withoutProxies();
  vi.stubEnv('HTTP_PROXY', proxy);
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ status: 200 });
  expect(await ask(`http://localhost:${port}`)).toMatchObject({ status: 200 });
  vi.stubEnv('NO_PROXY', 'jira.invalid');
  await expect(ask('http://jira.invalid')).rejects.toThrow('jira.invalid');
  expect(seen).toEqual([]);
});

test('a proxy that cannot be reached, or refuses, is named by its variable', async () => {
  withoutProxies();
  const gone = createServer();
  const port = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
  await expect(ask('https://jira.invalid')).rejects.toThrow(
    `connect ECONNREFUSED 127.0.0.1:${port} (the proxy that HTTPS_PROXY names)`,
  );
  const closed = createServer();
  closed.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  );
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await listening(closed)}`);
  await expect(ask('https://jira.invalid')).rejects.toThrow(/407.* \(the proxy that HTTPS_PROXY names\)/);
});
