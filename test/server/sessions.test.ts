import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { sessionCookieHeader } from '../support/cookies.ts';
import { openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';

const local = { host: '127.0.0.1:4310' };
const json = { ...local, 'content-type': 'application/json' };
const right = JSON.stringify({ login: 'Rita', password: PASSWORD });

async function open() {
  const opened = await openPeople();
  const server = await serverOver({ people: opened.people });
  const login = (headers: Record<string, string> = {}, payload = right) =>
    server.inject({ method: 'POST', url: '/api/session', headers: { ...json, ...headers }, payload });
  const me = async (cookie: string, headers: Record<string, string> = {}) =>
    (await server.inject({ url: '/api/me', headers: { ...local, ...headers, cookie } })).json();
  return { ...opened, server, login, me };
}

const cookieOf = (answer: { headers: Record<string, unknown> }) => {
  const [pair = '', ...attributes] = String(answer.headers['set-cookie']).split('; ');
  return { pair, id: pair.split('=')[1] ?? '', attributes };
};

describe('signing in', () => {
  test('gives a cookie that scripts and other sites have nothing of, and says who one is', async () => {
    const { login, me } = await open();
    const answer = await login();
    expect(answer.json()).toEqual({ login: 'rita', name: 'Rita', role: 'reader' });
    const { pair, attributes } = cookieOf(answer);
    expect(attributes).toEqual(['Path=/', 'Max-Age=604800', 'HttpOnly', 'SameSite=Strict']);
    expect(await me(pair)).toEqual({ login: 'rita', name: 'Rita', role: 'reader' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('that fails says the same whatever was wrong, and gives no cookie', async () => {
    const { login } = await open();
    const answers = await Promise.all([
      login({}, JSON.stringify({ login: 'rita', password: 'wrong' })),
      login({}, JSON.stringify({ login: 'nobody', password: PASSWORD })),
    ]);
    for (const answer of answers) {
      expect(answer.headers['set-cookie']).toBeUndefined();
      const { requestId: _, ...said } = answer.json();
      expect(said).toMatchObject({ status: 401, code: 'login-failed', detail: 'Nobody was signed in.' });
    }
  });

  test('too often says how long to wait', async () => {
    const { login } = await open();
    const wrong = JSON.stringify({ login: 'rita', password: 'wrong' });
    for (let count = 0; count < 5; count += 1) await login({}, wrong);
    const answer = await login({}, wrong);
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([
      429,
      'login-delayed',
      '1',
    ]);
  });

  test('more than 20 times a minute from one address is refused, whoever it is for', async () => {
    const { login, clock } = await open();
    for (let count = 0; count < 20; count += 1) {
      clock.now += 3_600_001;
      expect((await login({}, JSON.stringify({ login: `u${count}`, password: 'x' }))).statusCode).toBe(401);
    }
    const answer = await login();
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'too-many-requests']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('goes on where one signed in before, however often others try at that address', async () => {
    const { login, people } = await open();
    await signIn(people, 'rita', '127.0.0.1');
    for (let count = 0; count < 25; count += 1)
      await login({}, JSON.stringify({ login: `u${count}`, password: 'x' }));
    expect((await login()).statusCode).toBe(200);
    const olga = JSON.stringify({ login: 'olga', password: PASSWORD });
    expect((await login({}, olga)).json().code).toBe('too-many-requests');
  });

  test('while too many passwords are checked says when to try again', async () => {
    const { login, people } = await open();
    vi.spyOn(people, 'login').mockRejectedValue(new CasebookError('too-many-requests', 'Busy.'));
    const answer = await login();
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '1']);
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://127.0.0.1:8080' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
  ])('as somebody else, by a page of another site or port (%j), is refused', async (headers) => {
    const { login, database } = await open();
    const answer = await login(headers as Record<string, string>);
    expect([403, 415]).toContain(answer.statusCode);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });
});

describe('a session', () => {
  test('is never one that the browser named', async () => {
    const { login, me } = await open();
    const planted = sessionCookieHeader('A'.repeat(43));
    const { pair } = cookieOf(await login({ cookie: planted }));
    expect(pair).not.toBe(planted);
    expect(await me(planted)).toMatchObject({ code: 'login-required' });
  });

  test('that was there before the login has ended with it', async () => {
    const { login, me, people } = await open();
    const attackers = sessionCookieHeader(await signIn(people, 'olga'));
    const { pair } = cookieOf(await login({ cookie: attackers }));
    expect(await me(attackers)).toMatchObject({ code: 'login-required' });
    expect(await me(pair)).toMatchObject({ login: 'rita' });
  });

  test('is none where two cookies of its name come: one of them was planted', async () => {
    const { me, people } = await open();
    const [hers, planted] = [await signIn(people, 'rita'), await signIn(people, 'olga')].map(
      sessionCookieHeader,
    );
    expect(await me(`${planted}; ${hers}`)).toMatchObject({ code: 'login-required' });
    expect(await me(`${hers}; other=1`)).toMatchObject({ login: 'rita' });
  });

  test.each(['casebook', 'casebook-8080', 'CASEBOOK-4310', '__Host-casebook-4310'])(
    'is none under another name (%s), as of another Casebook on this host',
    async (name) => {
      const { me, people } = await open();
      expect(await me(`${name}=${await signIn(people, 'rita')}`)).toMatchObject({ code: 'login-required' });
    },
  );

  test('ends here when one signs out, and the browser forgets it', async () => {
    const { login, me, server } = await open();
    const { pair } = cookieOf(await login());
    const answer = await server.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { ...local, cookie: pair },
    });
    expect([answer.statusCode, cookieOf(answer).id, cookieOf(answer).attributes]).toEqual([
      200,
      '',
      ['Path=/', 'Max-Age=0', 'HttpOnly', 'SameSite=Strict'],
    ]);
    expect(await me(pair)).toMatchObject({ code: 'login-required' });
  });

  test('cannot be ended by another site', async () => {
    const { login, me, server } = await open();
    const { pair } = cookieOf(await login());
    const headers = { ...local, cookie: pair, origin: 'https://evil.example' };
    expect((await server.inject({ method: 'DELETE', url: '/api/session', headers })).statusCode).toBe(403);
    expect(await me(pair)).toMatchObject({ login: 'rita' });
  });

  test('has the role that its user has now, and ends when he is kept out', async () => {
    const { login, me, people, server } = await open();
    const { pair } = cookieOf(await login());
    const users = () => server.inject({ url: '/api/users', headers: { ...local, cookie: pair } });
    expect((await users()).statusCode).toBe(403);
    await people.users.change('rita', { role: 'operator' });
    expect((await users()).statusCode).toBe(200);
    await people.users.change('rita', { role: 'reader' });
    expect((await users()).statusCode).toBe(403);
    await people.users.change('rita', { disabled: true });
    expect(await me(pair)).toMatchObject({ code: 'login-required' });
  });
});

describe('a password of one’s own', () => {
  const next = 'something else entirely';
  const change = async (current: string, password = next) => {
    const opened = await open();
    const { pair } = cookieOf(await opened.login());
    const elsewhere = cookieOf(await opened.login()).pair;
    const answer = await opened.server.inject({
      method: 'POST',
      url: '/api/me/password',
      headers: { ...json, cookie: pair },
      payload: JSON.stringify({ current, password }),
    });
    return { ...opened, answer, pair, elsewhere };
  };

  test('ends all sessions and begins one here', async () => {
    const { answer, me, pair, elsewhere, login } = await change(PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(await me(cookieOf(answer).pair)).toMatchObject({ login: 'rita' });
    for (const ended of [pair, elsewhere]) expect(await me(ended)).toMatchObject({ code: 'login-required' });
    expect((await login()).statusCode).toBe(401);
    expect((await login({}, JSON.stringify({ login: 'rita', password: next }))).statusCode).toBe(200);
  });

  test('is changed and entered in one, so that no wait comes between', async () => {
    const { login, me, people, server } = await open();
    const { pair } = cookieOf(await login());
    const { login: signingIn } = people;
    vi.spyOn(people, 'login')
      .mockImplementationOnce(signingIn)
      .mockResolvedValue({ kind: 'wait', seconds: 900 });
    const answer = await server.inject({
      method: 'POST',
      url: '/api/me/password',
      headers: { ...json, cookie: pair },
      payload: JSON.stringify({ current: PASSWORD, password: next }),
    });
    expect(answer.statusCode).toBe(200);
    expect(await me(cookieOf(answer).pair)).toMatchObject({ login: 'rita' });
  });

  test('is not changed by who does not know the one before, nor to a short one', async () => {
    for (const { answer, me, elsewhere } of [await change('a guess'), await change(PASSWORD, 'short')]) {
      expect([400, 401]).toContain(answer.statusCode);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(await me(elsewhere)).toMatchObject({ login: 'rita' });
    }
  });

  test('cannot be found out by trying here', async () => {
    const { server, people } = await open();
    const cookie = sessionCookieHeader(await signIn(people, 'rita', '127.0.0.1'));
    const guess = async () => {
      const payload = JSON.stringify({ current: 'a guess', password: next });
      const headers = { ...json, cookie };
      return (await server.inject({ method: 'POST', url: '/api/me/password', headers, payload })).json().code;
    };
    for (let count = 0; count < 5; count += 1) expect(await guess()).toBe('login-failed');
    expect(await guess()).toBe('login-delayed');
  });
});

describe('the machine itself', () => {
  test('is the operator no longer once there is an account', async () => {
    const { me } = await open();
    expect(await me('')).toMatchObject({ code: 'login-required' });
  });

  test('is the operator by the secret of the data folder, from this machine alone', async () => {
    const { server } = await open();
    const ask = async (remoteAddress: string) => {
      const headers = { ...local, authorization: 'Bearer the-secret' };
      return (await server.inject({ url: '/api/me', headers, remoteAddress })).json();
    };
    expect(await ask('127.0.0.1')).toEqual({ login: null, name: null, role: 'operator' });
    expect(await ask('::1')).toMatchObject({ role: 'operator' });
    expect(await ask('192.0.2.77')).toMatchObject({ code: 'login-required' });
  });

  test('is no proxy that says nothing of itself: HTTP/1.0 is spoken by no browser', async () => {
    const server = await serverOver({});
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const status = async (version: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET /api/me HTTP/${version}\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`);
      return (await text(socket)).split(' ')[1];
    };
    expect([await status('1.1'), await status('1.0')]).toEqual(['200', '401']);
  });

  test('is nobody special for another machine, even before there are accounts', async () => {
    const server = await serverOver({});
    const answer = await server.inject({ url: '/api/me', headers: local, remoteAddress: '192.0.2.77' });
    expect(answer.json().code).toBe('login-required');
  });
});

test('who asks more than is allowed in a minute waits, and keeps nobody else from asking', async () => {
  const { people } = await openPeople();
  const server = await serverOver({ people }, { requestsPerMinute: 3 });
  const [rita, olga] = [await signIn(people, 'rita'), await signIn(people, 'olga')].map(sessionCookieHeader);
  const me = async (cookie: string) => {
    const answer = await server.inject({ url: '/api/me', headers: { ...local, cookie } });
    return [answer.statusCode, answer.headers['retry-after'] !== undefined];
  };
  for (let count = 0; count < 3; count += 1) expect(await me(rita!)).toEqual([200, false]);
  expect(await me(rita!)).toEqual([429, true]);
  expect(await me(olga!)).toEqual([200, false]);
});

test('what is asked too often is refused, but never whether this is Casebook', async () => {
  const server = await serverOver({}, { requestsPerMinute: 2 });
  const ask = async (url: string) =>
    (await server.inject({ url, headers: local, remoteAddress: '192.0.2.77' })).statusCode;
  for (let count = 0; count < 4; count += 1) await ask('/readyz');
  expect([await ask('/readyz'), await ask('/healthz')]).toEqual([429, 200]);
});

test('what is done with a key is logged with the key', async () => {
  const { people } = await openPeople();
  const server = await serverOver({ people });
  const { key, made } = await people.keys.create({
    login: 'olga',
    name: 'x',
    scope: 'admin',
    expiresAt: Date.now() + 60_000,
  });
  await server.inject({
    method: 'PATCH',
    url: '/api/users/rita',
    headers: { ...json, authorization: `Bearer ${key}` },
    payload: JSON.stringify({ role: 'agent' }),
  });
  const { records } = await people.audit.list({ limit: 1 });
  expect(records[0]).toMatchObject({
    actor: 'olga',
    via: 'key',
    detail: `key ${made.id}; role: "agent"`,
    status: 200,
  });
});

test.each(['password1234', 'Password-2026!', 'aaaaaaaaaaaa', '123456789012', 'qwertyuiop12', 'abababababab'])(
  'a password that everybody tries (%s) is none',
  async (password) => {
    const { people } = await openPeople();
    const server = await serverOver({ people });
    const headers = { ...json, cookie: sessionCookieHeader(await signIn(people, 'olga')) };
    const add = (password: string) =>
      server.inject({
        method: 'POST',
        url: '/api/users',
        headers,
        payload: JSON.stringify({ login: 'ann', role: 'reader', password }),
      });
    expect((await add(password)).json().code).toBe('request-invalid');
    expect((await add(`${password} and its cousin`)).statusCode).toBe(200);
  },
);

test('an address that cannot be read is a problem like others', async () => {
  const server = await serverOver({});
  const answer = await server.inject({ url: '/api/%ff', headers: local });
  expect([answer.statusCode, answer.headers['content-type'], answer.json().code]).toEqual([
    400,
    'application/problem+json',
    'request-invalid',
  ]);
});

test('what an operator does is logged, with who, from where and how it ended', async () => {
  const { people } = await openPeople();
  const server = await serverOver({ people });
  const headers = { ...json, cookie: sessionCookieHeader(await signIn(people, 'olga')) };
  const send = (method: 'POST' | 'PATCH' | 'DELETE', url: string, body: unknown) =>
    server.inject({ method, url, headers, payload: JSON.stringify(body) });
  const secret = 'a secret of twelve letters';
  await send('POST', '/api/users', { login: 'Ann@Example.com', role: 'reader', password: secret });
  await send('PATCH', '/api/users/ann@example.com', { role: 'agent', password: secret });
  await send('DELETE', '/api/users/olga', {});
  const erasure = { subject: { kind: 'person', accountId: '5b10' } };
  await send('POST', '/api/erasures', { ...erasure, dryRun: true });
  await send('POST', '/api/erasures', erasure);
  const { records } = await people.audit.list({ limit: 100 });
  expect(
    records
      .filter(({ action }) => action !== 'login')
      .map(({ actor, via, address, action, subject, detail, status }) => [
        `${actor} ${via} ${address}`,
        action,
        subject,
        detail,
        status,
      ])
      .reverse(),
  ).toEqual([
    ['olga session 127.0.0.1', 'user.add', 'ann@example.com', 'reader', 200],
    ['olga session 127.0.0.1', 'user.change', 'ann@example.com', 'role: "agent"; password', 200],
    ['olga session 127.0.0.1', 'user.remove', 'olga', null, 409],
    ['olga session 127.0.0.1', 'erase.person', null, null, 500],
  ]);
  expect(JSON.stringify(records)).not.toContain(secret);
  expect(JSON.stringify(records)).not.toContain('5b10');
});
