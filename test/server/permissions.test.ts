import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { ROLES } from '../../src/people/choices.ts';
import type { People } from '../../src/people/index.ts';
import { permissions } from '../../src/server/permissions.ts';
import { permitByTable } from '../../src/server/permit.ts';
import { sessionCookieHeader } from '../support/cookies.ts';
import { openPeople, PASSWORD, signIn } from '../support/people.ts';
import { madeUpRun } from '../support/run.ts';
import { nothingKnown, serverOver, withoutAccounts } from '../support/stub-services.ts';
import { noWebhooks } from '../support/webhooks.ts';
import { services } from '../web/dashboard.ts';

const routes = Object.entries(permissions).map(([name, permission]) => {
  const [method = '', url = ''] = name.split(' ');
  return { name, method: method as 'GET', url: url.replace(/:\w+/g, 'x'), permission };
});

/** What each route needs to be asked at all, so that only the permission can refuse it. */
const headers = { host: '127.0.0.1:4310' };
const body = (method: string) =>
  method === 'POST' || method === 'PATCH'
    ? { headers: { ...headers, 'content-type': 'application/json' }, payload: '{}' }
    : { headers };

async function serverWithPeople() {
  const opened = await openPeople();
  await opened.people.users.add({ login: 'anna', name: 'Anna', role: 'agent', password: PASSWORD });
  const server = await serverOver({ people: opened.people });
  const cookies = Object.fromEntries(
    await Promise.all(
      (['rita', 'anna', 'olga'] as const).map(async (login, place) => [
        ROLES[place],
        sessionCookieHeader(await signIn(opened.people, login, `192.0.2.${place}`)),
      ]),
    ),
  );
  return { server, cookies, ...opened };
}

test('every route that the server has stands in the table, and every row is a route', async () => {
  // A folder with an index.html, so that the dashboard is served.
  const server = await serverOver({}, { webRoot: new URL('../../web', import.meta.url).pathname });
  const printed = pathsOf(server.printRoutes({ commonPrefix: false }));
  expect(printed.sort()).toEqual(Object.keys(permissions).sort());
});

/** `METHOD /path` for each line of the printed tree, without HEAD, which goes by GET. */
function pathsOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^((?:[│ ] {3})*)[├└]── (\S+?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) return [];
    const depth = (match[1] ?? '').length / 4;
    above.length = depth;
    above.push(match[2] ?? '');
    const methods = (match[3] ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return methods.map((method) => `${method} ${above.join('').replace(/^\*$/, '/*')}`);
  });
}

test('a route that is not in the table cannot be registered', async () => {
  const server = Fastify();
  permitByTable(server, {
    people: withoutAccounts,
    access: nothingKnown,
    house: { secret: 'x', isOpen: () => true },
    limit: async () => {},
  });
  expect(() => server.get('/api/backdoor', async () => 'open')).toThrow('GET /api/backdoor');
  expect(() => server.route({ method: ['GET', 'PUT'], url: '/api/search', handler: async () => '' })).toThrow(
    'PUT /api/search',
  );
});

describe('once there are accounts', () => {
  test('nobody gets anything but what everybody may have', async () => {
    const { server } = await serverWithPeople();
    for (const { name, method, url, permission } of routes) {
      if (url === '/*') continue;
      const answer = await server.inject({ method, url, ...body(method) });
      if ('public' in permission) expect([name, answer.statusCode]).not.toEqual([name, 401]);
      else expect([name, answer.statusCode, answer.json().code]).toEqual([name, 401, 'login-required']);
    }
  });

  test('each role gets what its row says, and nothing more', async () => {
    const { server, cookies } = await serverWithPeople();
    for (const [place, role] of ROLES.entries()) {
      for (const { name, method, url, permission } of routes) {
        // These would sign out, or remove, who asks.
        if ('public' in permission) continue;
        const { headers: sent, ...rest } = body(method);
        const answer = await server.inject({
          method,
          url,
          ...rest,
          headers: { ...sent, cookie: cookies[role] ?? '' },
        });
        const allowed = place >= ROLES.indexOf(permission.role);
        const refused = answer.statusCode === 403 && answer.json().code === 'role-required';
        expect([role, name, refused, answer.statusCode === 401]).toEqual([role, name, !allowed, false]);
      }
    }
  });

  test('HEAD is asked for as GET is', async () => {
    const { server, cookies } = await serverWithPeople();
    const head = (cookie?: string) =>
      server.inject({
        method: 'HEAD',
        url: '/api/lake',
        headers: { ...headers, ...(cookie && { cookie }) },
      });
    expect((await head()).statusCode).toBe(401);
    expect((await head(cookies.agent)).statusCode).toBe(403);
  });

  test('no spelling of an address goes around its row', async () => {
    const { server, cookies } = await serverWithPeople();
    for (const url of [
      '/%61pi/users',
      '/api/users?',
      '/api//users',
      '/api/users/',
      '/API/users',
      '/api/./users',
    ]) {
      const answer = await server.inject({ url, headers: { ...headers, cookie: cookies.reader ?? '' } });
      expect([url, [403, 404, 405].includes(answer.statusCode)]).toEqual([url, true]);
    }
  });
});

describe('for whom tickets are read', () => {
  async function askerAs(people: People, login: string) {
    let asked: unknown = null;
    const server = await serverOver({
      people,
      access: {
        ...nothingKnown,
        heldBy: (account) => new Map(account === null ? [] : [[`project:OF-${account}`, 'Jira']]),
      },
      async filterChoices(asker) {
        asked = asker;
        return { projects: [], types: [], statusCategories: [] };
      },
    });
    const cookie = sessionCookieHeader(await signIn(people, login));
    await server.inject({ url: '/api/filters', headers: { ...headers, cookie } });
    return asked;
  }

  test('an operator sees everything', async () => {
    const { people } = await openPeople();
    expect(await askerAs(people, 'olga')).toEqual({ kind: 'operator' });
  });

  test('a reader to whom nothing was given sees nothing', async () => {
    const { people } = await openPeople();
    expect(await askerAs(people, 'rita')).toMatchObject({ kind: 'user', principals: new Set() });
  });

  test('a reader sees what was granted, and what their Jira account holds', async () => {
    const { people } = await openPeople();
    await people.users.change('rita', { grant: ['project:PAY'], jiraAccountId: '5b10' });
    expect(await askerAs(people, 'rita')).toEqual({
      kind: 'user',
      accountId: '5b10',
      principals: new Set(['project:PAY', 'project:OF-5b10']),
    });
  });
});

test('what went wrong is told in full to operators alone', async () => {
  const { people } = await openPeople();
  const detail = 'https://jira.example refused PAY-666';
  const server = await serverOver({
    people,
    progress: async () => ({
      run: madeUpRun({ state: 'failed', error: { code: 'jira-refused', detail } }),
      webhooks: { ...noWebhooks, trouble: new CasebookError('jira-unavailable', detail) },
      embedded: 0,
      indexing: { live: 0, indexed: 0, waiting: 0, setAside: 0 },
      trouble: new CasebookError('embedder-refused', detail),
    }),
  });
  const shown = async (login: string) => {
    const cookie = sessionCookieHeader(await signIn(people, login));
    return (await server.inject({ url: '/api/sync', headers: { ...headers, cookie } })).json();
  };
  const { run, trouble, webhooks } = await shown('rita');
  expect([run.error.code, trouble.code, webhooks.trouble.code]).toEqual([
    'jira-refused',
    'embedder-refused',
    'jira-unavailable',
  ]);
  expect(JSON.stringify([run, trouble, webhooks])).not.toContain('PAY-666');
  expect((await shown('olga')).run.error.detail).toBe(detail);
});

test('that the settings name another Jira is told to all, and which one to operators alone', async () => {
  const { people } = await openPeople();
  const noSync = new CasebookError(
    'jira-differs',
    'Site us is https://us.example, the settings name another.',
  );
  const server = await serverOver({
    people,
    status: async () => ({ ...(await services.status()), noSync }),
  });
  const shown = async (login: string) => {
    const cookie = sessionCookieHeader(await signIn(people, login));
    return (await server.inject({ url: '/api/status', headers: { ...headers, cookie } })).json();
  };
  const reader = await shown('rita');
  expect(reader.noSync.code).toBe('jira-differs');
  expect(JSON.stringify(reader)).not.toContain('us.example');
  expect((await shown('olga')).noSync.detail).toBe(noSync.detail);
});
