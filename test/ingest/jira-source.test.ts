import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { gate } from '../../src/ingest/gate.ts';
import { jiraClient, jiraSource } from '../../src/ingest/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { issue } from '../support/issue.ts';

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

type Asked = { readonly path: string; readonly body: { issueIdsOrKeys: string[]; nextPageToken?: string } };

/** A Jira that answers as told, where `answer` says nothing as a healthy one that holds `ids`. */
async function jira(ids: readonly string[], answer: (asked: Asked) => Answer | undefined = () => undefined) {
  const asked: Asked[] = [];
  const load = { now: 0, most: 0 };
  const server = createServer(async (request, response) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    let text = '';
    for await (const piece of request) text += piece;
    const question = { path: request.url ?? '', body: text ? JSON.parse(text) : {} };
    asked.push(question);
    await sleep(5);
    const { status = 200, body, headers } = answer(question) ?? { body: healthy(question, ids) };
    load.now -= 1;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl, asked, load };
}

function healthy({ path, body }: Asked, ids: readonly string[]): unknown {
  if (path.endsWith('/serverInfo')) return { serverTime: '2026-01-05T08:00:00.000+0000' };
  if (path.endsWith('/search/jql')) return { issues: ids.map((id) => ({ id })), isLast: true };
  if (path.endsWith('/bulkfetch')) return { issues: body.issueIdsOrKeys.map(issueOf), issueErrors: [] };
  return { comments: [{ id: 'c1' }, { id: 'c2' }], total: 2 };
}

const issueOf = (id: string) => issue(Number(id) - 10_000);

function sourceOf(baseUrl: string, { email = 'reader@example.com', concurrency = 4, jql = '' } = {}) {
  const client = jiraClient({ baseUrl, email, apiToken: 'token' }, { concurrency });
  onTestFinished(() => client.close());
  return { client, source: jiraSource({ client, baseUrl, jql, concurrency }) };
}

async function readAll(baseUrl: string, options: { concurrency?: number } = {}): Promise<RawRecord[]> {
  const read = await sourceOf(baseUrl, options).source.changesSince(null);
  return (await Array.fromAsync(read.batches)).flatMap(({ records }) => records);
}

const idsOf = (records: readonly RawRecord[]) => records.map(({ externalId }) => externalId).sort();

test('an issue that Jira cannot deliver is asked for alone, and handed over with the reason where that fails too', async () => {
  const { baseUrl, asked } = await jira(['10001', '10002', '10003'], ({ path, body }) => {
    if (!path.endsWith('/bulkfetch')) return undefined;
    const alone = body.issueIdsOrKeys.length === 1;
    const broken = body.issueIdsOrKeys.filter((id) => id === '10002' || (id === '10003' && !alone));
    return {
      body: {
        issues: body.issueIdsOrKeys.filter((id) => !broken.includes(id)).map(issueOf),
        issueErrors: broken.map((id) => ({ id, errorMessage: 'The issue cannot be read.' })),
      },
    };
  });
  const records = await readAll(baseUrl);
  expect(idsOf(records)).toEqual(['10001', '10002', '10003']);
  const missing = records.find(({ externalId }) => externalId === '10002');
  expect(missing?.body).toEqual({ id: '10002', error: 'The issue cannot be read.' });
  // Jira's own words are the reason, not a list of everything that its answer lacks.
  expect(gate(missing!)).toMatchObject({
    refused: { rule: 'not-delivered', reason: 'Jira could not deliver it: The issue cannot be read.' },
  });
  expect(records.find(({ externalId }) => externalId === '10003')?.body).toMatchObject({ key: 'PAY-3' });
  expect(asked.filter(({ path }) => path.endsWith('/bulkfetch'))).toHaveLength(3);
});

test('where an error names no issue, every one that is missing is asked for alone', async () => {
  const { baseUrl } = await jira(['10001', '10002'], ({ path, body }) =>
    path.endsWith('/bulkfetch') && body.issueIdsOrKeys.length > 1
      ? { body: { issues: [issueOf('10001')], issueErrors: [{ errorMessage: 'Something failed.' }] } }
      : undefined,
  );
  expect(idsOf(await readAll(baseUrl))).toEqual(['10001', '10002']);
});

test('what Jira leaves out of its answer is gone, and nothing is where it gives something that was not asked for', async () => {
  const leavingOut = (given: (ids: string[]) => unknown[]) =>
    jira(['10001', '10002'], ({ path, body }) =>
      path.endsWith('/bulkfetch') ? { body: { issues: given(body.issueIdsOrKeys) } } : undefined,
    );
  const gone = async (given: (ids: string[]) => unknown[]) =>
    (await readAll((await leavingOut(given)).baseUrl))
      .filter(({ kind }) => kind === 'tombstone')
      .map(({ externalId }) => externalId);
  expect(await gone(() => [issueOf('10001')])).toEqual(['10002']);
  expect(await gone(() => [issueOf('10001'), { ...issueOf('10002'), id: undefined }])).toEqual([]);
  expect(await gone(() => [issueOf('10001'), issueOf('10003')])).toEqual([]);
});

test.each<[string, (token: string | undefined) => unknown, string]>([
  [
    'a list that goes on without a token',
    () => ({ issues: [{ id: '10001' }], isLast: false }),
    'gave no token',
  ],
  [
    'a list that leads back to an earlier page',
    (token) => ({ issues: [], isLast: false, nextPageToken: token === 'a' ? 'b' : 'a' }),
    'given before',
  ],
])('%s is an error, not the end', async (_, page, detail) => {
  const { baseUrl } = await jira([], ({ path, body }) =>
    path.endsWith('/search/jql') ? { body: page(body.nextPageToken) } : undefined,
  );
  await expect(readAll(baseUrl)).rejects.toMatchObject({
    code: 'jira-answer-invalid',
    detail: expect.stringContaining(detail),
  });
});

test.each<[string, Answer, string]>([
  ['another success', { status: 201, body: {} }, 'answered 201 where 200 is documented.'],
  ['a redirect', { status: 302, headers: { location: '/login' } }, 'redirects are not followed.'],
  ['a page', { body: '<html>' }, 'answered 200 with something that is not JSON after 4 tries.'],
  ['a missing field', { body: {} }, 'answered 200, wrong at serverTime: Invalid input'],
  ['a bare value', { body: '7' }, 'answered 200, wrong as a whole: Invalid input'],
])('%s is named in a sentence', async (_, answer, detail) => {
  const { baseUrl } = await jira([], () => answer);
  const failing = sourceOf(baseUrl).client.serverTime();
  await expect(failing).rejects.toMatchObject({
    code: 'jira-answer-invalid',
    detail: expect.stringContaining(
      `GET /rest/api/3/serverInfo ${detail.startsWith('answered') ? detail : ''}`,
    ),
  });
  await expect(failing).rejects.toThrow(detail);
});

test('no more requests are under way than allowed, however many issues have comments to fetch', async () => {
  const ids = Array.from({ length: 40 }, (_, i) => String(10_001 + i));
  const { baseUrl, asked, load } = await jira(ids, ({ path, body }) =>
    path.endsWith('/bulkfetch')
      ? {
          body: {
            issues: body.issueIdsOrKeys.map((id) =>
              issue(Number(id) - 10_000, { comment: { comments: [], total: 2 } }),
            ),
          },
        }
      : undefined,
  );
  expect(await readAll(baseUrl, { concurrency: 3 })).toHaveLength(40);
  expect(asked.filter(({ path }) => path.includes('/comment'))).toHaveLength(40);
  expect(load.most).toBe(3);
});

test('the position belongs to the site, the account and the choice of tickets, and names no address', () => {
  const scopeOf = (site: string, email: string, jql: string) =>
    sourceOf(`http://${site}.example`, { email, jql }).source.scope;
  const scopes = [
    scopeOf('a', 'ines@example.com', ''),
    scopeOf('b', 'ines@example.com', ''),
    scopeOf('a', 'omar@example.com', ''),
    scopeOf('a', 'ines@example.com', 'project = PAY'),
  ];
  expect(new Set(scopes).size).toBe(4);
  expect(scopeOf('a', 'Ines@example.com', '')).toBe(scopes[0]);
  expect(scopes.join()).not.toMatch(/ines|omar|@/i);
});

test.each([
  'https://ines:hunter2@jira.example',
  'https://ines@jira.example',
  'https://jira.example?token=hunter2',
  'https://jira.example/?',
  'https://jira.example/#board',
])('the address %s carries more than an address, and is refused', (address) => {
  expect(() => loadConfig({ JIRA_BASE_URL: address })).toThrow(/JIRA_BASE_URL: expected an address without/);
  expect(() => loadConfig({ JIRA_BASE_URL: address })).not.toThrow(/hunter2/);
});

test.each([
  ['https://jira.example/', 'https://jira.example'],
  ['http://127.0.0.1:8080/jira/', 'http://127.0.0.1:8080/jira'],
])('the address %s is taken', (address, taken) => {
  expect(loadConfig({ JIRA_BASE_URL: address }).config.JIRA_BASE_URL).toBe(taken);
});

test('Jira being down is told from Jira refusing, with what it said and how often it was asked', async () => {
  const { baseUrl, asked } = await jira([], () => ({
    status: 503,
    headers: { 'retry-after': '0' },
    body: { errorMessages: ['Down for an upgrade.'] },
  }));
  await expect(sourceOf(baseUrl).client.serverTime()).rejects.toMatchObject({
    code: 'jira-unavailable',
    detail: 'GET /rest/api/3/serverInfo answered 503 after 6 tries. Down for an upgrade.',
  });
  expect(asked).toHaveLength(6);
});

test('closing the client ends a call under way at once', async () => {
  const { baseUrl } = await jira([], () => ({ status: 429, headers: { 'retry-after': '300' } }));
  const { client } = sourceOf(baseUrl);
  const ended = expect(client.serverTime()).rejects.toMatchObject({
    code: 'jira-unavailable',
    cause: { name: 'AbortError' },
  });
  await sleep(50);
  await client.close();
  await ended;
});
