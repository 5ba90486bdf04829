import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPeople } from '../../src/people/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { CHEAP, openPeople, PASSWORD, signIn } from '../support/people.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('SQLite', () => usersOn(async () => join(temporaryFolder(), 'casebook.sqlite')));
describe.skipIf(!postgresServer)('PostgreSQL', () => usersOn(emptyPostgres));

function usersOn(location: () => Promise<string>): void {
  const open = async () => openPeople(await location());

  test('nobody exists until the first user, who is an operator', async () => {
    await using database = await openDatabase(await location());
    const people = createPeople({ database, cost: CHEAP });
    expect(await people.users.exist()).toBe(false);
    const rita = { login: 'rita', name: 'Rita', role: 'reader', password: PASSWORD } as const;
    await expect(people.users.add(rita)).rejects.toMatchObject({ code: 'operator-first' });
    expect(await people.users.exist()).toBe(false);
    await people.users.add({ ...rita, role: 'operator' });
    expect(await people.users.exist()).toBe(true);
  });

  test('a login is one user', async () => {
    const { people } = await open();
    const again = { login: 'rita', name: 'Another', role: 'reader', password: PASSWORD } as const;
    await expect(people.users.add(again)).rejects.toMatchObject({ code: 'user-exists' });
  });

  test('the last operator stays one', async () => {
    const { people } = await open();
    const last = { code: 'last-operator' };
    await expect(people.users.remove('olga')).rejects.toMatchObject(last);
    await expect(people.users.change('olga', { disabled: true })).rejects.toMatchObject(last);
    await expect(people.users.change('olga', { role: 'agent' })).rejects.toMatchObject(last);
    await people.users.change('rita', { role: 'operator', disabled: true });
    await expect(people.users.remove('olga')).rejects.toMatchObject(last);
    await people.users.change('rita', { disabled: false });
    await people.users.remove('olga');
    expect((await people.users.list()).map(({ login }) => login)).toEqual(['rita']);
  });

  test('of two operators who remove each other at once, one stays', async () => {
    const { people } = await open();
    await people.users.change('rita', { role: 'operator' });
    const done = await Promise.allSettled([
      people.users.change('olga', { disabled: true }),
      people.users.remove('rita'),
      people.users.change('rita', { role: 'reader' }),
    ]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('what was granted and revoked is what is open', async () => {
    const { people } = await open();
    await people.users.change('rita', { grant: ['project:PAY', 'role:PAY:10002', 'project:PAY'] });
    const { principals } = await people.users.change('rita', {
      grant: ['group:5b'],
      revoke: ['role:PAY:10002'],
    });
    expect(principals).toEqual(['group:5b', 'project:PAY']);
  });

  test.each([
    'visibility:unknown',
    'project:pay',
    'project:',
    'operator',
    'account:5b',
    'role:PAY',
    ' project:PAY',
  ])('%j is nothing that can be granted', async (principal) => {
    const { people } = await open();
    await expect(people.users.change('rita', { grant: ['project:PAY', principal] })).rejects.toMatchObject({
      code: 'principal-invalid',
      detail: principal,
    });
    expect((await people.users.list()).find(({ login }) => login === 'rita')?.principals).toEqual([]);
  });

  test('a role that changes is the role of sessions that run', async () => {
    const { people } = await open();
    await people.users.change('rita', { role: 'operator' });
    const session = await signIn(people, 'olga');
    await people.users.change('olga', { role: 'reader' });
    expect(await people.sessions.find(session)).toMatchObject({ login: 'olga', role: 'reader' });
  });

  test.each([
    ['a new password', { password: 'another one of that length' }],
    ['disabling', { disabled: true }],
  ])('%s ends all sessions of the user, and nobody else’s', async (_what, change) => {
    const { people } = await open();
    const [first, second, other] = [
      await signIn(people, 'rita'),
      await signIn(people, 'rita'),
      await signIn(people, 'olga'),
    ];
    await people.users.change('rita', change);
    expect(await people.sessions.find(first)).toBeNull();
    expect(await people.sessions.find(second)).toBeNull();
    expect(await people.sessions.find(other)).toMatchObject({ login: 'olga' });
    await people.users.change('rita', { disabled: false });
    expect(await people.sessions.find(first)).toBeNull();
  });

  test('who is removed has no session', async () => {
    const { people, database } = await open();
    const session = await signIn(people, 'rita');
    await people.users.remove('rita');
    expect(await people.sessions.find(session)).toBeNull();
    expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });

  test('a login that was under way when the password changed signs nobody in', async () => {
    const { people, database } = await open();
    const before = await database
      .selectFrom('users')
      .selectAll()
      .where('login', '=', 'rita')
      .executeTakeFirstOrThrow();
    const [outcome] = await Promise.all([
      people.login({ login: 'rita', password: PASSWORD, address: '192.0.2.1' }),
      people.users.change('rita', { password: 'another one of that length' }),
    ]);
    if (outcome.kind === 'right') expect(await people.sessions.find(outcome.session)).toBeNull();
    const after = await database
      .selectFrom('users')
      .selectAll()
      .where('login', '=', 'rita')
      .executeTakeFirstOrThrow();
    expect(after.password_hash).not.toBe(before.password_hash);
    expect(await people.login({ login: 'rita', password: PASSWORD, address: '192.0.2.1' })).toEqual({
      kind: 'wrong',
    });
  });
}
