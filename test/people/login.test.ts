import { expect, test } from 'vitest';
import { createPeople, type People } from '../../src/people/index.ts';
import { openPeople, PASSWORD, signIn } from '../support/people.ts';

const MINUTE_MS = 60_000;
const HERE = '192.0.2.1';

const wrong = (people: People, login: string, address = HERE) =>
  people.login({ login, password: 'not the password', address });

/** Fails so often, each time as soon as it is let. */
async function fail(
  { people, clock }: { people: People; clock: { now: number } },
  times: number,
  login: string,
  address = HERE,
) {
  for (let count = 0; count < times; ) {
    const outcome = await wrong(people, login, address);
    if (outcome.kind === 'wrong') count += 1;
    else if (outcome.kind === 'wait') clock.now += outcome.seconds * 1000;
  }
}

test('an unknown user, a disabled one and a wrong password are told the same', async () => {
  const { people } = await openPeople();
  await people.users.change('rita', { disabled: true });
  const outcomes = await Promise.all([
    wrong(people, 'nobody'),
    people.login({ login: 'rita', password: PASSWORD, address: HERE }),
    wrong(people, 'olga'),
  ]);
  expect(outcomes).toEqual([{ kind: 'wrong' }, { kind: 'wrong' }, { kind: 'wrong' }]);
});

test('they wait alike too, so that waiting does not tell who has an account', async () => {
  const { people } = await openPeople();
  for (const [login, address] of [
    ['rita', '192.0.2.1'],
    ['nobody', '192.0.2.2'],
  ] as const) {
    for (let count = 0; count < 5; count += 1)
      expect(await wrong(people, login, address)).toEqual({ kind: 'wrong' });
    expect(await wrong(people, login, address)).toEqual({ kind: 'wait', seconds: 1 });
  }
});

test('the wait doubles up to a quarter of an hour, in which not even the right password is looked at', async () => {
  const opened = await openPeople();
  await fail(opened, 5, 'rita');
  const waits: number[] = [];
  for (let count = 0; count < 12; count += 1) {
    const outcome = await wrong(opened.people, 'rita');
    if (outcome.kind !== 'wait') throw new Error('it was let through');
    waits.push(outcome.seconds);
    const right = { login: 'rita', password: PASSWORD, address: HERE };
    expect(await opened.people.login(right)).toMatchObject({ kind: 'wait' });
    opened.clock.now += outcome.seconds * 1000;
    expect(await wrong(opened.people, 'rita')).toEqual({ kind: 'wrong' });
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  opened.clock.now += 15 * MINUTE_MS;
  await expect(signIn(opened.people, 'rita')).resolves.toBeTruthy();
});

test('whoever guesses at many at once gets no more guesses than one after the other', async () => {
  const { people } = await openPeople();
  const outcomes = await Promise.all(Array.from({ length: 15 }, () => wrong(people, 'rita')));
  expect(outcomes.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
});

test('guesses at one address do not keep the owner out at another', async () => {
  const opened = await openPeople();
  await fail(opened, 15, 'rita', '198.51.100.7');
  await expect(signIn(opened.people, 'rita', HERE)).resolves.toBeTruthy();
});

test('an address that guesses at many accounts waits for all of them, its IPv6 network as a whole', async () => {
  const { people } = await openPeople();
  for (let count = 0; count < 20; count += 1)
    expect(await wrong(people, `user${count}`, `2001:db8:1:2::${count.toString(16)}`)).toEqual({
      kind: 'wrong',
    });
  expect(await wrong(people, 'olga', '2001:db8:1:2:ffff::1')).toMatchObject({ kind: 'wait' });
  expect(await wrong(people, 'olga', '2001:db8:1:3::1')).toEqual({ kind: 'wrong' });
});

test('an account of one’s own does not clear the way for guesses at others', async () => {
  const { people } = await openPeople();
  for (let count = 0; count < 20; count += 1) {
    await wrong(people, `user${count}`);
    if (count < 19) await signIn(people, 'rita');
  }
  expect(await wrong(people, 'olga')).toMatchObject({ kind: 'wait' });
});

test('many addresses together get a guess a minute, and keep nobody out where he signed in from before', async () => {
  const opened = await openPeople();
  await signIn(opened.people, 'rita', '203.0.113.9');
  for (let count = 0; count < 30; count += 1)
    expect(await wrong(opened.people, 'rita', `198.51.100.${count}`)).toEqual({ kind: 'wrong' });
  await fail(opened, 10, 'rita', '198.51.100.200');
  expect(await wrong(opened.people, 'rita', '198.51.100.201')).toMatchObject({ kind: 'wait' });
  const strange = { login: 'rita', password: PASSWORD, address: '198.51.100.202' };
  expect(await opened.people.login(strange)).toMatchObject({ kind: 'wait' });
  await expect(signIn(opened.people, 'rita', '203.0.113.9')).resolves.toBeTruthy();
});

test('an operator at the machine ends the wait, and a new password does', async () => {
  const opened = await openPeople();
  await fail(opened, 8, 'rita');
  expect(await wrong(opened.people, 'rita')).toMatchObject({ kind: 'wait' });
  await opened.people.unlock('rita');
  await expect(signIn(opened.people, 'rita')).resolves.toBeTruthy();
  await fail(opened, 8, 'rita');
  await opened.people.users.change('rita', { password: PASSWORD });
  await expect(signIn(opened.people, 'rita')).resolves.toBeTruthy();
});

test('others behind an address keep nobody out who signed in there before, nor does who gets in', async () => {
  const opened = await openPeople();
  await signIn(opened.people, 'olga', '2001:db8:1:2::1');
  for (let count = 0; count < 25; count += 1)
    await fail(opened, 1, `user${count}`, `2001:db8:1:2:ffff::${count}`);
  // Of the network, not the address alone.
  await expect(signIn(opened.people, 'olga', '2001:db8:1:2::2')).resolves.toBeTruthy();
  expect(await wrong(opened.people, 'rita', '2001:db8:1:2::3')).toMatchObject({ kind: 'wait' });
  await opened.people.unlock('rita');
  await expect(signIn(opened.people, 'rita', '2001:db8:1:2::3')).resolves.toBeTruthy();
});

test('typing errors of many at one address add up to no wait once each got in', async () => {
  const opened = await openPeople();
  for (let count = 0; count < 30; count += 1) {
    await wrong(opened.people, 'rita');
    await signIn(opened.people, 'rita');
  }
  expect(await wrong(opened.people, 'olga')).toEqual({ kind: 'wrong' });
});

test('a success at an address makes nobody there wait longer', async () => {
  const opened = await openPeople();
  await signIn(opened.people, 'olga');
  await fail(opened, 21, 'user');
  await fail(opened, 8, 'another');
  const left = async () => {
    const outcome = await wrong(opened.people, 'rita');
    return outcome.kind === 'wait' ? outcome.seconds : 0;
  };
  const before = await left();
  opened.clock.now += 60_000;
  await signIn(opened.people, 'olga');
  expect(before).toBeGreaterThan(60);
  expect(await left()).toBe(before - 60);
});

test('strangers who fill the queue of passwords keep nobody out who signed in there before', async () => {
  const { database, people: before } = await openPeople();
  await signIn(before, 'rita');
  // Hashes that take longer than it takes to ask for them.
  const people = createPeople({
    database,
    now: () => Date.UTC(2026, 5, 1),
    cost: { N: 2 ** 14, r: 8, p: 1 },
  });
  const strangers = Array.from({ length: 60 }, (_, count) =>
    wrong(people, `user${count}`, `198.51.100.${count}`),
  );
  await Promise.any(
    strangers.map((each) =>
      each.then(
        () => Promise.reject(),
        () => 'refused',
      ),
    ),
  );
  await expect(signIn(people, 'rita')).resolves.toBeTruthy();
  const anna = { login: 'anna', name: 'Anna', role: 'agent', password: PASSWORD } as const;
  await expect(people.users.add(anna)).resolves.toMatchObject({ login: 'anna' });
  await Promise.allSettled(strangers);
});

test('what failed is forgotten after an hour', async () => {
  const opened = await openPeople();
  await fail(opened, 8, 'rita');
  opened.clock.now += 61 * MINUTE_MS;
  for (let count = 0; count < 5; count += 1)
    expect(await wrong(opened.people, 'rita')).toEqual({ kind: 'wrong' });
});

test('the log says who signed in and who did not, and keeps no login that is nobody’s', async () => {
  const { people, database } = await openPeople();
  await signIn(people, 'rita');
  await wrong(people, 'rita', '192.0.2.9');
  await wrong(people, 'hunter2hunter2');
  for (let count = 0; count < 9; count += 1) await wrong(people, 'olga', '192.0.2.3');
  const { records } = await people.audit.list({ limit: 100 });
  expect(
    records.map(({ actor, via, address, detail, status }) => [actor, via, address, detail, status]).reverse(),
  ).toEqual([
    ['rita', 'session', HERE, null, 200],
    ['rita', 'none', '192.0.2.9', null, 401],
    [null, 'none', HERE, 'unknown login', 401],
    ...Array(5).fill(['olga', 'none', '192.0.2.3', null, 401]),
    // Once for all that were told to wait.
    ['olga', 'none', '192.0.2.3', null, 429],
  ]);
  const kept = JSON.stringify([records, await database.selectFrom('login_failures').selectAll().execute()]);
  expect(kept).not.toContain('hunter2');
});
