import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import {
  type DemoJiraOptions,
  demoCredentials,
  demoScopedToken,
  generateCompany,
  startDemoJira,
} from '../../src/demo/index.ts';
import { jiraClient } from '../../src/ingest/index.ts';
import { jiraSync } from '../support/jira-sync.ts';

const company = generateCompany({ tickets: 30 });
const { email } = demoCredentials;

async function demo(options: Partial<DemoJiraOptions> = {}) {
  const asked: string[] = [];
  const jira = await startDemoJira({
    company,
    intercept: ({ url }) => {
      asked.push(url);
      return undefined;
    },
    ...options,
  });
  onTestFinished(() => jira.close());
  return { jira, asked };
}

function clientOf(baseUrl: string, apiToken: string, gatewayUrl = baseUrl) {
  const client = jiraClient({ baseUrl, email, apiToken }, { gatewayUrl });
  onTestFinished(() => client.close());
  return client;
}

/** A server that remembers whom it was sent credentials for, and answers the same each time. */
async function stranger(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test('a token without scopes is used at the site, and the gateway is never asked', async () => {
  const { jira } = await demo();
  const gateway = await stranger(200, {});
  await clientOf(jira.url, demoCredentials.apiToken, gateway.url).serverTime();
  expect(gateway.seen).toEqual([]);
});

test('a token with scopes reads the same tickets through the gateway, which is kept', async () => {
  const synced = await jiraSync({ company }, demoScopedToken);
  expect(await synced.sync()).toMatchObject({ state: 'succeeded', applied: 30 });
  const { jira, asked } = await demo();
  const client = clientOf(jira.url, demoScopedToken);
  await client.serverTime();
  await client.serverTime();
  // The site's refusals are not among them: once, and no more, it was asked itself.
  expect(asked).toHaveLength(2);
  expect(client.health().throttle).toMatchObject({ answers: 4 });
});

test('a token that neither accepts is refused with both places, and nobody else is sent it', async () => {
  const { jira } = await demo();
  await expect(clientOf(jira.url, 'wrong').serverTime()).rejects.toMatchObject({
    code: 'jira-refused',
    detail: `GET /rest/api/3/serverInfo: the e-mail address and API token were not accepted at ${jira.url}, nor, as one with scopes, at ${jira.url}.`,
  });
});

test('what the gateway says is missing is said', async () => {
  const { jira } = await demo();
  const gateway = await stranger(401, { code: 401, message: 'Unauthorized; scope does not match' });
  await expect(clientOf(jira.url, demoScopedToken, gateway.url).serverTime()).rejects.toMatchObject({
    code: 'jira-refused',
    detail: expect.stringContaining(`${gateway.url} (Unauthorized; scope does not match).`),
  });
});

test('an answer as to nobody is a refusal, not an empty site', async () => {
  const empty = { issues: [], isLast: true };
  const site = await stranger(200, empty, { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' });
  await expect(clientOf(site.url, 'expired').searchIds('project = PAY', null)).rejects.toMatchObject({
    code: 'jira-refused',
    detail: expect.stringContaining(`were not accepted at ${site.url}.`),
  });
});

test('a site that names no id, or something else for it, gets the credentials alone, and not with that question', async () => {
  for (const info of [{}, { cloudId: '../../elsewhere' }]) {
    const site = await stranger(401, info);
    const gateway = await stranger(200, {});
    await expect(clientOf(site.url, 'wrong', gateway.url).serverTime()).rejects.toMatchObject({
      code: 'jira-refused',
    });
    expect(gateway.seen).toEqual([]);
    expect(site.seen.map(({ path, headers }) => [path, headers.authorization !== undefined])).toEqual([
      ['/rest/api/3/serverInfo', true],
      ['/_edge/tenant_info', false],
    ]);
  }
});
