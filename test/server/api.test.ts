import { describe, expect, test } from 'vitest';
import { CasebookError, NO_DETAILS } from '../../src/domain/index.ts';
import { permissions } from '../../src/server/permissions.ts';
import { serverOver } from '../support/stub-services.ts';
import { head } from '../support/ticket-head.ts';

const headers = { host: 'localhost' };

describe('search', () => {
  test.each([
    ['/api/search', 'querystring/q'],
    ['/api/search?q=', 'querystring/q'],
    ['/api/search?q=%20%20', 'querystring/q'],
    ['/api/search?q=x&limit=0', 'querystring/limit'],
    ['/api/search?q=x&limit=many', 'querystring/limit'],
    ['/api/search?q=x&mode=psychic', 'querystring/mode'],
    ['/api/search?q=x&offset=-1', 'querystring/offset'],
    ['/api/search?q=x&sort=best', 'querystring/sort'],
    ['/api/search?q=x&facet=summary', 'querystring/facet/0'],
    ['/api/search?q=x&timeZone=Mars/Base', 'querystring/timeZone'],
    ['/api/search?q=x&status=done&status=gone', 'querystring/status/1'],
    [`/api/search?q=${'x'.repeat(20_001)}`, 'querystring/q'],
    [`/api/search?q=x${'&label=x'.repeat(101)}`, 'querystring/label'],
    [`/api/search?q=x${'&facet=label'.repeat(101)}`, 'querystring/facet'],
  ])('%s is refused, naming the place', async (url, place) => {
    const server = await serverOver({});
    const answer = await server.inject({ url: url.slice(0, 30_000), headers });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'request-invalid',
      detail: expect.stringContaining(place),
      retry: false,
    });
  });

  test('passes on what was asked, single values as lists', async () => {
    const asked: unknown[] = [];
    const server = await serverOver({
      async search(request) {
        asked.push(request);
        return { hits: [], total: 0, sort: 'relevance', facets: {}, hints: [], meaning: true };
      },
    });
    await server.inject({
      url:
        '/api/search?q=%20slow%20query&project=PAY&project=CORE&type=Bug&status=done&statusName=In%20Review&label=x' +
        '&limit=3&offset=6&sort=oldest&facet=type&facet=label&timeZone=Europe/Berlin',
      headers,
    });
    await server.inject({ url: '/api/search?q=x', headers });
    const asker = { kind: 'operator' };
    expect(asked).toEqual([
      {
        asker,
        query: 'slow query',
        mode: 'hybrid',
        limit: 3,
        offset: 6,
        sort: 'oldest',
        facets: ['type', 'label'],
        timeZone: 'Europe/Berlin',
        filter: [
          { field: 'project', anyOf: ['PAY', 'CORE'] },
          { field: 'type', anyOf: ['Bug'] },
          { field: 'statusCategory', anyOf: ['done'] },
          { field: 'status', anyOf: ['In Review'] },
          { field: 'label', anyOf: ['x'] },
        ],
      },
      {
        asker,
        query: 'x',
        mode: 'hybrid',
        limit: 20,
        offset: 0,
        sort: 'relevance',
        facets: undefined,
        timeZone: 'UTC',
        filter: [],
      },
    ]);
  });
});

test.each([
  ['/api/sync', { fulll: true }, 'fulll'],
  ['/api/erasures', { subject: { kind: 'ticket', key: 'PAY-1' }, dryrun: true }, 'dryrun'],
  ['/api/erasures', { subject: { kind: 'ticket', key: 'PAY-1', also: 'PAY-2' } }, 'also'],
  ['/api/lake/compactions', { keepdays: 90 }, 'keepdays'],
])(
  'a property that %s does not know is refused by its name, and nothing is done',
  async (url, body, name) => {
    // Without services: whatever was asked of one would fail.
    const server = await serverOver({});
    const answer = await server.inject({ method: 'POST', url, headers, body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining(name) });
  },
);

test('a query that cannot be read is a problem that names the place', async () => {
  const server = await serverOver({
    search: ({ query }) =>
      Promise.reject(new CasebookError('query-unreadable', `Character 1, “${query}”: x.`)),
  });
  const answer = await server.inject({ url: '/api/search?q=status:', headers });
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'query-unreadable',
    detail: 'Character 1, “status:”: x.',
  });
});

test('a ticket that is not there, or that the asker may not read, is the same 404', async () => {
  const server = await serverOver({ readTicket: async () => null });
  const answer = await server.inject({ url: '/api/tickets/PAY-1', headers });
  expect(answer.json()).toMatchObject({ status: 404, code: 'ticket-not-found', detail: 'PAY-1' });
});

test('a ticket that was asked for by a key that it had says its present one', async () => {
  const found = {
    ...head({ id: '1', key: 'CORE-8' }),
    description: null,
    environment: null,
    comments: [],
    details: NO_DETAILS,
  };
  const server = await serverOver({ readTicket: async () => found });
  const by = async (key: string) => (await server.inject({ url: `/api/tickets/${key}`, headers })).json();
  expect(await by('pay-1')).toMatchObject({ key: 'CORE-8', movedFrom: 'PAY-1' });
  expect(await by('core-8')).toMatchObject({ key: 'CORE-8', movedFrom: null });
});

test('errors of the catalogue keep their code; anything else says nothing of what was inside', async () => {
  const server = await serverOver({
    startSync: () => Promise.reject(new CasebookError('sync-running', 'One sync runs at a time.')),
    status: () => Promise.reject(new Error('SELECT secret FROM tickets')),
  });
  const refused = await server.inject({
    method: 'POST',
    url: '/api/sync',
    headers: { ...headers, 'content-type': 'application/json' },
    payload: '{}',
  });
  expect(refused.json()).toMatchObject({ status: 409, code: 'sync-running', retry: true });
  const failed = await server.inject({ url: '/api/status', headers });
  expect(failed.json()).toMatchObject({ status: 500, code: 'internal' });
  expect(failed.body).not.toContain('secret');
});

test('an unknown address is a problem for programs, and without a dashboard for people too', async () => {
  const server = await serverOver({});
  expect((await server.inject({ url: '/api/nothing', headers })).json()).toMatchObject({ code: 'not-found' });
  expect(
    (await server.inject({ url: '/tickets/PAY-1', headers: { ...headers, accept: 'text/html' } })).json(),
  ).toMatchObject({ code: 'web-not-built' });
});

test('the API describes itself', async () => {
  const server = await serverOver({});
  const { openapi, paths } = (await server.inject({ url: '/openapi.json', headers })).json();
  expect(openapi).toBe('3.1.0');
  const routes = Object.keys(permissions).map((name) => name.split(' ')[1] ?? '');
  const described = routes
    .filter((url) => url.startsWith('/api/'))
    .map((url) => url.replace(/:(\w+)/g, '{$1}'));
  expect(Object.keys(paths).sort()).toEqual([...new Set(described)].sort());
});
