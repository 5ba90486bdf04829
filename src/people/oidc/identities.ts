import { randomBytes } from 'node:crypto';
import { CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { LOGIN } from '../login-name.ts';
import type { Role } from '../roles.ts';
import type { UserRow, Users } from '../users.ts';
import type { Identity } from './provider.ts';

export interface IdentitiesOptions {
  readonly database: Database;
  readonly users: Users;
  /** What becomes of people whom the provider lets in and nobody has added. */
  readonly defaultRole: Role | 'none';
  readonly now: () => number;
}

/**
 * Which user somebody is. The first login of a user ties them to the provider's subject by their verified e-mail address;
 * from then on only the subject counts, because addresses are given to new people and subjects are not.
 *
 * @throws CasebookError `oidc-email-unverified`, `oidc-no-account`, `oidc-other-identity`.
 */
export function createIdentities({ database, users, defaultRole, now }: IdentitiesOptions) {
  const linked = ({ issuer, subject }: Identity): Promise<UserRow | undefined> =>
    database
      .selectFrom('identities')
      .innerJoin('users', 'users.id', 'identities.user_id')
      .selectAll('users')
      .where('identities.issuer', '=', issuer)
      .where('identities.subject', '=', subject)
      .executeTakeFirst();

  const rowOf = (login: string): Promise<UserRow | undefined> =>
    database.selectFrom('users').selectAll().where('login', '=', login).executeTakeFirst();

  async function added(login: string, name: string): Promise<UserRow | undefined> {
    // The first user is an operator, whom nobody becomes by being known to a provider.
    if (defaultRole === 'none' || !(await users.exist())) return undefined;
    // Nobody's: who wants one is given it by an operator.
    const password = randomBytes(32).toString('base64url');
    await users.add({ login, name, role: defaultRole, password }).catch((error) => {
      // Another browser of theirs was faster.
      if (!(error instanceof CasebookError && error.code === 'user-exists')) throw error;
    });
    return rowOf(login);
  }

  return async function userFor(identity: Identity): Promise<UserRow> {
    const before = await linked(identity);
    if (before) return refuseDisabled(before);
    const { issuer, subject, email, emailVerified, name } = identity;
    if (email === null || !emailVerified)
      throw new CasebookError('oidc-email-unverified', email === null ? 'It sent no address.' : email);
    // Before it is made lower case: letters of other alphabets can become one of these by that.
    if (!LOGIN.test(email)) throw new CasebookError('oidc-no-account', 'The address can be no login.');
    const login = email.toLowerCase();
    const row = (await rowOf(login)) ?? (await added(login, name ?? login));
    if (!row) throw new CasebookError('oidc-no-account', login);
    refuseDisabled(row);
    await database
      .insertInto('identities')
      .values({ issuer, subject, user_id: row.id, linked_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const after = await linked(identity);
    if (after?.id !== row.id) throw new CasebookError('oidc-other-identity', login);
    return row;
  };
}

function refuseDisabled(row: UserRow): UserRow {
  if (row.disabled_at !== null) throw new CasebookError('oidc-no-account', row.login);
  return row;
}
