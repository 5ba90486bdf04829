import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CHEAP, openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';

const { scrypt, timingSafeEqual } = vi.hoisted(() => ({ scrypt: vi.fn(), timingSafeEqual: vi.fn() }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  scrypt.mockImplementation(crypto.scrypt);
  timingSafeEqual.mockImplementation(crypto.timingSafeEqual);
  return { ...crypto, default: { ...crypto, scrypt, timingSafeEqual }, scrypt, timingSafeEqual };
});

/** No clock: what is done for a secret that is wrong is what is done for one that is right, step by step. */
describe('how long an answer takes says nothing', () => {
  const headers = { host: '127.0.0.1:4310' };

  beforeEach(() => {
    scrypt.mockClear();
    timingSafeEqual.mockClear();
  });

  test('of whether a login exists: a password is worked on as hard for one that does not', async () => {
    const { people } = await openPeople();
    await people.users.add({ login: 'dora', name: 'Dora', role: 'reader', password: PASSWORD });
    await people.users.change('dora', { disabled: true });
    const work: unknown[] = [];
    for (const [login, password] of [
      ['rita', 'wrong'],
      ['nobody', 'wrong'],
      ['nobody', PASSWORD],
      ['dora', PASSWORD],
      ['dora', 'wrong'],
      ['rita', PASSWORD],
    ] as const) {
      scrypt.mockClear();
      timingSafeEqual.mockClear();
      await people.login({ login, password, address: '192.0.2.7' });
      const costs = scrypt.mock.calls.map(([, salt, length, cost]) => [salt.length, length, cost]);
      const compared = timingSafeEqual.mock.calls.map(([given, expected]) => [given.length, expected.length]);
      work.push({ costs, compared });
    }
    expect(work[0]).toEqual({
      costs: [[16, 32, expect.objectContaining(CHEAP)]],
      compared: [[32, 32]],
    });
    for (const other of work) expect(other).toEqual(work[0]);
  });

  test('of how much of a key is right: it is found by its public part, and compared as a digest', async () => {
    const { people } = await openPeople();
    const { key } = await people.keys.create({
      login: 'rita',
      name: 'a program',
      scope: 'read',
      expiresAt: Date.UTC(2026, 11, 1),
    });
    const [first, last] = [14 + 4, key.length - 1];
    const changedAt = (place: number) =>
      key.slice(0, place) + (key[place] === 'A' ? 'B' : 'A') + key.slice(place + 1);
    for (const wrong of [changedAt(first), changedAt(last)]) {
      timingSafeEqual.mockClear();
      expect(await people.keys.find(wrong)).toBeNull();
      expect(timingSafeEqual.mock.calls.map(([a, b]) => [a.length, b.length])).toEqual([[32, 32]]);
    }
    expect(await people.keys.find(key)).toMatchObject({ user: { login: 'rita' } });
  });

  test('of how much of the secret of the data folder is right', async () => {
    const server = await serverOver({}, { secret: 'the-secret' });
    for (const secret of ['xhe-secret', 'the-secrex']) {
      timingSafeEqual.mockClear();
      const answer = await server.inject({
        url: '/api/me',
        headers: { ...headers, authorization: `Bearer ${secret}` },
      });
      expect(answer.statusCode).toBe(401);
      expect(timingSafeEqual).toHaveBeenCalledOnce();
    }
  });

  test('of how much of a session is right: the database is asked for its digest alone', async () => {
    const { people, database } = await openPeople();
    const id = await signIn(people, 'rita');
    const stored = await database.selectFrom('sessions').select('id_hash').execute();
    expect(stored).toEqual([{ id_hash: createHash('sha256').update(id).digest('hex') }]);
    const almost = id.slice(0, -1) + (id.endsWith('A') ? 'E' : 'A');
    expect(await people.sessions.find(almost)).toBeNull();
    expect(await people.sessions.find(id)).toMatchObject({ login: 'rita' });
  });
});
