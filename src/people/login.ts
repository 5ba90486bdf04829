import type { Database } from '../platform/database/index.ts';
import { addressGroup } from './address-group.ts';
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
  /** By its network, as failures are counted: of IPv6, a machine takes another address each day. */
  const isKnown = async ({ login, address }: Attempt): Promise<boolean> => {
    const before = await database
      .selectFrom('audit_log')
      .select('address')
      .distinct()
      .where('actor', '=', login)
      .where('action', '=', 'login')
      .where('status', '=', 200)
      .where('at', '>', now() - KNOWN_MS)
      .execute();
    const here = addressGroup(address);
    return before.some((row) => row.address !== null && addressGroup(row.address) === here);
  };

  async function login(attempt: Attempt & { readonly password: string }): Promise<LoginOutcome> {
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

    const known = await isKnown(attempt);
    const queue = known ? 'known' : 'strangers';
    passwords.refuseWhenBusy(queue);
    const admitted = await throttle.admit(attempt, known);
    if ('milliseconds' in admitted) {
      if (admitted.first) await tell(429);
      return { kind: 'wait', seconds: Math.ceil(admitted.milliseconds / 1000) };
    }
    const right = await passwords.matches(password, row?.password_hash ?? null, queue);
    if (!row || !right || row.disabled_at !== null) {
      await tell(401);
      return { kind: 'wrong' };
    }
    await throttle.succeeded(attempt, admitted);
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
  }
  return { login, isKnown };
}
