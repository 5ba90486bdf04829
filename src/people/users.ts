import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { CasebookError } from '../domain/index.ts';
import { type Database, transact, type UserTable } from '../platform/database/index.ts';
import { createTurns } from '../platform/turns/index.ts';
import type { Passwords } from './passwords.ts';
import { changedPrincipals } from './principals.ts';
import type { Role } from './roles.ts';

export type UserRow = Selectable<UserTable>;

/** A user as people see him; points in time are epoch milliseconds. */
export interface User {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** What an operator gave him: see `principals.ts`. */
  readonly principals: readonly string[];
  readonly jiraAccountId: string | null;
  readonly createdAt: number;
  readonly lastLoginAt: number | null;
}

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What is to be different; what is absent stays. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly password?: string | undefined;
  readonly grant?: readonly string[] | undefined;
  readonly revoke?: readonly string[] | undefined;
  readonly jiraAccountId?: string | null | undefined;
  /** Who he is at a provider: the next login there by his address says it anew. */
  readonly forgetIdentity?: true | undefined;
}

export interface Users {
  /** Whether anybody can sign in: until then, whoever is at this machine is the operator. */
  exist(): Promise<boolean>;
  list(): Promise<User[]>;
  /** @throws CasebookError `user-exists`, `operator-first`. */
  add(user: NewUser): Promise<User>;
  /**
   * Takes effect with the user's next request. A new password, disabling, and forgetting who he is at a provider end all
   * sessions of the user.
   *
   * @throws CasebookError `user-not-found`, `last-operator`, `principal-invalid`.
   */
  change(login: string, change: UserChange): Promise<User>;
  /** Gives a user another password, which ends all sessions, and returns the row that a new one begins from. */
  setPassword(login: string, password: string): Promise<UserRow>;
  /** @throws CasebookError `user-not-found`, `last-operator`. */
  remove(login: string): Promise<void>;
}

export function createUsers(database: Database, passwords: Passwords, now: () => number): Users {
  /** One change at a time: two that each leave another operator would together leave none. */
  const inTurn = createTurns();

  async function rowOf(login: string): Promise<UserRow> {
    const row = await database.selectFrom('users').selectAll().where('login', '=', login).executeTakeFirst();
    if (!row) throw new CasebookError('user-not-found', login);
    return row;
  }

  async function refuseWithoutOperator(leaving: UserRow): Promise<void> {
    if (leaving.role !== 'operator' || leaving.disabled_at !== null) return;
    const other = await database
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'operator')
      .where('disabled_at', 'is', null)
      .where('id', '!=', leaving.id)
      .executeTakeFirst();
    if (!other) throw new CasebookError('last-operator', leaving.login);
  }

  async function changed(login: string, { password, ...change }: UserChange): Promise<UserRow> {
    await rowOf(login);
    const password_hash = password === undefined ? undefined : await passwords.hash(password);
    return inTurn(async () => {
      const row = await rowOf(login);
      const demoted = change.role !== undefined && change.role !== 'operator';
      if (demoted || change.disabled === true) await refuseWithoutOperator(row);
      const { grant, revoke, jiraAccountId, name, role, disabled, forgetIdentity = false } = change;
      const ends = password_hash !== undefined || disabled === true || forgetIdentity;
      const given = JSON.parse(row.principals_json) as string[];
      return transact(database, async (tx) => {
        if (ends) await tx.deleteFrom('sessions').where('user_id', '=', row.id).execute();
        if (forgetIdentity) await tx.deleteFrom('identities').where('user_id', '=', row.id).execute();
        const principals = changedPrincipals(given, { ...(grant && { grant }), ...(revoke && { revoke }) });
        return tx
          .updateTable('users')
          .set({
            ...(name !== undefined && { name }),
            ...(role !== undefined && { role }),
            ...(password_hash !== undefined && { password_hash }),
            ...(disabled !== undefined && { disabled_at: disabled ? (row.disabled_at ?? now()) : null }),
            ...(jiraAccountId !== undefined && { jira_account_id: jiraAccountId }),
            principals_json: JSON.stringify(principals),
            epoch: row.epoch + (ends ? 1 : 0),
          })
          .where('id', '=', row.id)
          .returningAll()
          .executeTakeFirstOrThrow();
      });
    });
  }

  return {
    async exist() {
      return (await database.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
    },
    async list() {
      return (await database.selectFrom('users').selectAll().orderBy('login').execute()).map(userOf);
    },
    async add({ password, ...user }) {
      const password_hash = await passwords.hash(password);
      return inTurn(async () => {
        const others = await database.selectFrom('users').select('login').execute();
        if (others.some(({ login }) => login === user.login))
          throw new CasebookError('user-exists', user.login);
        if (others.length === 0 && user.role !== 'operator')
          throw new CasebookError('operator-first', `${user.login} was to be ${user.role}.`);
        const row = { id: randomUUID(), ...user, password_hash, created_at: now() };
        return userOf(
          await database.insertInto('users').values(row).returningAll().executeTakeFirstOrThrow(),
        );
      });
    },
    change: async (login, change) => userOf(await changed(login, change)),
    setPassword: (login, password) => changed(login, { password }),
    remove: (login) =>
      inTurn(async () => {
        const row = await rowOf(login);
        await refuseWithoutOperator(row);
        await database.deleteFrom('users').where('id', '=', row.id).execute();
      }),
  };
}

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    disabled: row.disabled_at !== null,
    principals: JSON.parse(row.principals_json) as string[],
    jiraAccountId: row.jira_account_id,
    createdAt: row.created_at,
    lastLoginAt: row.last_login_at,
  };
}
