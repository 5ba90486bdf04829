import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { greet } from '../../src/setup/index.ts';

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const info = JSON.stringify({ baseUrl: 'x', version: '1001.0.0' });

test('a Jira that shows nothing to strangers is known by its id', async () => {
  const jira = await startDemoJira({ company: generateCompany({ tickets: 5, now: new Date() }) });
  onTestFinished(jira.close);
  expect(await greet(jira.url)).toMatchObject({ baseUrl: jira.url, clockAheadMs: 0 });
});

test.each([
  [3_600_000, 3_600_000],
  [-3_600_000, -3_600_000],
  [0, 0],
])('a clock that is %d ms before ours is measured', async (ahead, measured) => {
  const url = await answering((_request, response) =>
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString()).end(info),
  );
  const { clockAheadMs } = await greet(url);
  expect(Math.abs((clockAheadMs ?? Number.NaN) - measured)).toBeLessThanOrEqual(1000);
});

test.each<[string, RequestListener]>([
  ['a page', (_request, response) => void response.end('<html>')],
  ['other JSON', (_request, response) => void response.end('{"hello": "world"}')],
  ['not found', (_request, response) => void response.writeHead(404).end('{}')],
  ['a login of its own', (_request, response) => void response.writeHead(401).end('{}')],
  [
    'a redirect',
    (_request, response) => void response.writeHead(302, { location: 'http://x.example' }).end(),
  ],
])('what answers with %s is no Jira', async (_name, listener) => {
  await expect(greet(await answering(listener))).rejects.toMatchObject({ code: 'jira-not-there' });
});

test('nobody at the address, and no such machine, are told apart from that', async () => {
  await expect(greet('http://127.0.0.1:1')).rejects.toMatchObject({
    code: 'jira-unavailable',
    detail: expect.stringContaining('http://127.0.0.1:1'),
  });
  // Where no name server can be asked, that is what is said.
  await expect(greet('https://nowhere.invalid')).rejects.toMatchObject({
    code: expect.stringMatching(/^(jira-host-unknown|network-unreachable)$/),
  });
}, 60_000);
