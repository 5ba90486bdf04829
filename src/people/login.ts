import type { Database } from '../platform/database/index.ts';
import type { Audit } from './audit.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { Attempt, Throttle } from './throttle.ts';
import { type User, userOf } from './users.ts';

/** Known where it is right, and never which part of it was wrong. */
export type LoginOutcome =
  | { readonly kind: 'right'; readonly session: string; readonly user: User }
  | { readonly kind: 'wrong' }
  /** Too many failed before: nothing was looked at. */
  | { readonly kind: 'wait'; readonly seconds: number };

export interface LoginParts {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly audit: Audit;
  readonly now: () => number;
}

/** How far back a login counts as one from a known address. */
const KNOWN_MS = 30 * 86_400_000;

/** Signs somebody in. A user who is not there, one who is disabled and a wrong password look and take the same. */
export function createLogin({ database, passwords, sessions, throttle, audit, now }: LoginParts) {
  const isKnown = async ({ login, address }: Attempt) => {
    const before = await database
      .selectFrom('audit_log')
      .select('id')
      .where('actor', '=', login)
      .where('action', '=', 'login')
      .where('status', '=', 200)
      .where('address', '=', address)
      .where('at', '>', now() - KNOWN_MS)
      .limit(1)
      .executeTakeFirst();
    return before !== undefined;
  };

  return async function login(attempt: Attempt & { readonly password: string }): Promise<LoginOutcome> {
    const { login, address, password } = attempt;
    const row = await database.selectFrom('users').selectAll().where('login', '=', login).executeTakeFirst();
    const tell = (status: number) =>
      audit.record({
        // A login that is nobody's may be a password in the wrong field.
        actor: row?.login ?? null,
        via: status === 200 ? 'session' : 'none',
        address,
        action: 'login',
        subject: null,
        detail: row ? null : 'unknown login',
        status,
      });

    passwords.refuseWhenBusy();
    const wait = await throttle.admit(attempt, () => isKnown(attempt));
    if (wait) {
      if (wait.first) await tell(429);
      return { kind: 'wait', seconds: Math.ceil(wait.milliseconds / 1000) };
    }
    const right = await passwords.matches(password, row?.password_hash ?? null);
    if (!row || !right || row.disabled_at !== null) {
      await tell(401);
      return { kind: 'wrong' };
    }
    await throttle.succeeded(attempt);
    const hash = passwords.isOutdated(row.password_hash) ? await passwords.hash(password) : row.password_hash;
    await database
      .updateTable('users')
      .set({ last_login_at: now(), password_hash: hash })
      .where('id', '=', row.id)
      // Of another password by now: that one stays.
      .where('password_hash', '=', row.password_hash)
      .execute();
    const session = await sessions.open(row);
    await tell(200);
    return { kind: 'right', session, user: userOf(row) };
  };
}
