import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openPeople, signIn } from '../support/people.ts';

const HOUR_MS = 3_600_000;

test('an id is 256 random bits, of which the database holds the hash alone', async () => {
  const { people, database } = await openPeople();
  const [one, other] = [await signIn(people, 'rita'), await signIn(people, 'rita')];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url')).toHaveLength(32);
  const rows = await database.selectFrom('sessions').select('id_hash').execute();
  const hashes = [one, other].map((id) => createHash('sha256').update(id).digest('hex'));
  expect(rows.map(({ id_hash }) => id_hash).sort()).toEqual(hashes.sort());
  // A hash that was read from the database opens nothing.
  expect(await people.sessions.find(hashes[0]!)).toBeNull();
});

test('a session that is used lives on, one that is not ends', async () => {
  const { people, clock } = await openPeople();
  const [used, idle] = [await signIn(people, 'rita'), await signIn(people, 'rita')];
  clock.now += 11 * HOUR_MS;
  expect(await people.sessions.find(used)).not.toBeNull();
  clock.now += 11 * HOUR_MS;
  expect(await people.sessions.find(used)).not.toBeNull();
  expect(await people.sessions.find(idle)).toBeNull();
});

test('no session outlives a week, however much it is used', async () => {
  const { people, clock } = await openPeople();
  const session = await signIn(people, 'rita');
  for (let hours = 6; hours < 7 * 24; hours += 6) {
    clock.now += 6 * HOUR_MS;
    expect(await people.sessions.find(session)).not.toBeNull();
  }
  clock.now += 6 * HOUR_MS;
  expect(await people.sessions.find(session)).toBeNull();
});

test('what has ended is removed with the next login', async () => {
  const { people, clock, database } = await openPeople();
  await signIn(people, 'rita');
  clock.now += 13 * HOUR_MS;
  await signIn(people, 'olga');
  expect(await database.selectFrom('sessions').selectAll().execute()).toHaveLength(1);
});

test('whoever signs out has no session any more', async () => {
  const { people } = await openPeople();
  const session = await signIn(people, 'rita');
  await people.sessions.close(session);
  expect(await people.sessions.find(session)).toBeNull();
});
