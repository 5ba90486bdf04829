import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Scope } from '../../src/people/index.ts';
import { openPeople } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';

const DAY_MS = 86_400_000;
const local = { host: '127.0.0.1:4310' };

async function open() {
  const opened = await openPeople();
  const { people, clock } = opened;
  const create = (login = 'rita', scope: Scope = 'read') =>
    people.keys.create({ login, name: 'a key', scope, expiresAt: clock.now + 30 * DAY_MS });
  return { ...opened, create };
}

async function served() {
  const opened = await open();
  const server = await serverOver({
    people: opened.people,
    lakeOverview: async () => ({
      segments: [],
      total: { lines: 0, bytes: 0, superseded: 0, supersededBytes: 0, oldest: null, newest: null },
    }),
  });
  const ask = async (
    authorization: string,
    url = '/api/me',
    method: 'GET' | 'POST' | 'DELETE' = 'GET',
    body?: unknown,
  ) => {
    const sent = body === undefined ? {} : { payload: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await server.inject({
      method,
      url,
      headers: { ...local, ...type, authorization },
      ...sent,
    });
    return { status: answer.statusCode, ...answer.json() };
  };
  return { ...opened, server, ask };
}

test('a key is shown once; the database holds its hash', async () => {
  const { create, database, people } = await open();
  const { key, made } = await create();
  expect(key).toMatch(new RegExp(`^cbk_${made.id}_[\\w-]{43}$`));
  const row = await database.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow();
  expect(row.key_hash).toBe(createHash('sha256').update(key).digest('hex'));
  expect(JSON.stringify([row, await people.keys.list()])).not.toContain(key.slice(18));
});

test('a key opens what its user may until it expires, and says when it was used', async () => {
  const { create, people, clock } = await open();
  const { key } = await create();
  clock.now += 29 * DAY_MS;
  expect(await people.keys.find(key)).toMatchObject({ user: { login: 'rita', role: 'reader' } });
  expect((await people.keys.list())[0]?.lastUsedAt).toBe(clock.now);
  clock.now += DAY_MS;
  expect(await people.keys.find(key)).toBeNull();
});

test.each([
  ['another secret', (key: string) => `${key.slice(0, -4)}AAAA`],
  ['another id', (key: string) => key.replace(/_[0-9a-f]{12}_/, '_000000000000_')],
  ['its hash', (key: string) => createHash('sha256').update(key).digest('hex')],
  ['its beginning', (key: string) => key.slice(0, 30)],
  ['a word after it', (key: string) => `${key}x`],
])('%s opens nothing', async (_what, wrong) => {
  const { create, people } = await open();
  expect(await people.keys.find(wrong((await create()).key))).toBeNull();
});

test('a key ends with its user, and stands still while they are kept out', async () => {
  const { create, people } = await open();
  const { key } = await create();
  await people.users.change('rita', { disabled: true });
  expect(await people.keys.find(key)).toBeNull();
  await people.users.change('rita', { disabled: false });
  expect(await people.keys.find(key)).not.toBeNull();
  await people.users.remove('rita');
  expect(await people.keys.list()).toEqual([]);
});

test('a revoked key opens nothing, from that moment', async () => {
  const { create, people } = await open();
  const { key, made } = await create();
  await people.keys.revoke(made.id);
  expect(await people.keys.find(key)).toBeNull();
  await expect(people.keys.revoke(made.id)).rejects.toMatchObject({ code: 'key-not-found' });
});

test('it is sent as a bearer, and in no other way', async () => {
  const { create, ask, server } = await served();
  const { key } = await create();
  expect(await ask(`Bearer ${key}`)).toMatchObject({ status: 200, login: 'rita' });
  expect(await ask(`bearer ${key}`)).toMatchObject({ status: 200 });
  for (const wrong of [
    key,
    `Basic ${Buffer.from(`x:${key}`).toString('base64')}`,
    `Bearer ${key} x`,
    `Token ${key}`,
  ])
    expect(await ask(wrong)).toMatchObject({ status: 401 });
  const cookie = await server.inject({
    url: '/api/me',
    headers: { ...local, cookie: `casebook-4310=${key}` },
  });
  expect(cookie.statusCode).toBe(401);
});

test.each(['key', 'access_token', 'q', 'api_key'])(
  'in an address (%s=) it is refused, though it be right',
  async (name) => {
    const { create, ask } = await served();
    const { key } = await create();
    expect(await ask(`Bearer ${key}`, `/api/search?x=1&${name}=${key}`)).toMatchObject({
      status: 400,
      code: 'key-in-address',
    });
  },
);

test('the scope limits what the role allows, and the role what the scope does', async () => {
  const { create, ask } = await served();
  const bearer = async (login: string, scope: Scope) => `Bearer ${(await create(login, scope)).key}`;
  expect(await ask(await bearer('olga', 'read'), '/api/lake')).toMatchObject({
    status: 403,
    code: 'scope-required',
  });
  expect(await ask(await bearer('olga', 'write'), '/api/lake')).toMatchObject({ code: 'scope-required' });
  expect(await ask(await bearer('olga', 'admin'), '/api/lake')).toMatchObject({ status: 200 });
  expect(await ask(await bearer('rita', 'admin'), '/api/lake')).toMatchObject({ code: 'role-required' });
});

test('with a key for less than everything no other key can be made', async () => {
  const { create, ask } = await served();
  const { key } = await create('olga', 'write');
  const made = await ask(`Bearer ${key}`, '/api/keys', 'POST', { name: 'more', scope: 'admin' });
  expect(made).toMatchObject({ code: 'scope-required' });
});

test('everybody has their own keys, an operator sees to all', async () => {
  const { create, ask } = await served();
  const olgas = await create('olga', 'admin');
  const rita = `Bearer ${(await create('rita', 'admin')).key}`;
  const asRita = await ask(rita, '/api/keys');
  expect(asRita.keys.map(({ user }: { user: string }) => user)).toEqual(['rita']);
  expect(await ask(rita, '/api/keys', 'POST', { name: 'x', user: 'olga' })).toMatchObject({
    code: 'role-required',
  });
  expect(await ask(rita, `/api/keys/${olgas.made.id}`, 'DELETE')).toMatchObject({ code: 'key-not-found' });
  expect((await ask(`Bearer ${olgas.key}`, '/api/keys')).keys).toHaveLength(2);
  const made = await ask(rita, '/api/keys', 'POST', { name: 'of her own', days: 1 });
  expect(await ask(`Bearer ${made.key}`)).toMatchObject({ status: 200, login: 'rita' });
  expect(await ask(`Bearer ${olgas.key}`, `/api/keys/${made.id}`, 'DELETE')).toMatchObject({ status: 200 });
  expect(await ask(`Bearer ${made.key}`)).toMatchObject({ status: 401 });
});
