import type { Database } from '../platform/database/index.ts';
import { type Audit, createAudit } from './audit.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLogin, type LoginOutcome } from './login.ts';
import { createOidc, type Oidc, type OidcOptions } from './oidc/oidc.ts';
import { createPasswords, type HashCost } from './passwords.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { type Attempt, createThrottle } from './throttle.ts';
import { createUsers, type Users } from './users.ts';

/** Who may use Casebook, and what they did. */
export interface People {
  readonly users: Omit<Users, 'setPassword'>;
  readonly sessions: Omit<Sessions, 'open'>;
  readonly keys: Keys;
  readonly audit: Audit;
  /** Null where no provider is set up. */
  readonly oidc: Oidc | null;
  /** @throws CasebookError `too-many-requests` where more passwords wait to be checked than can be in a moment. */
  login(attempt: Attempt & { readonly password: string }): Promise<LoginOutcome>;
  /**
   * Gives a user another password, which ends all sessions, and returns the id of a new one.
   *
   * @throws CasebookError `too-many-requests`, before anything was changed.
   */
  renew(login: string, password: string): Promise<string>;
  /** Whether a user signed in from an address, or its network, in the last 30 days. */
  isKnown(attempt: Attempt): Promise<boolean>;
  /** Ends what failed logins have made a user wait for. */
  unlock(login: string): Promise<void>;
}

export interface PeopleOptions {
  readonly database: Database;
  /** Called when a user has become a Jira account, before the change is answered. */
  readonly onLinked?: (jiraAccountId: string) => Promise<void>;
  /** The provider that people may sign in with, beside passwords. */
  readonly oidc?: OidcOptions | null;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly cost?: HashCost;
}

export function createPeople({
  database,
  onLinked,
  oidc = null,
  now = Date.now,
  cost,
}: PeopleOptions): People {
  const passwords = createPasswords(cost);
  const audit = createAudit(database, now);
  const throttle = createThrottle(database, now);
  const sessions = createSessions(database, now);
  const users = createUsers(database, passwords, now);
  return {
    users: {
      ...users,
      async change(login, change) {
        const user = await users.change(login, change);
        // Whoever gave a new password wants it to be used.
        if (change.password !== undefined) await throttle.forgive(login);
        if (change.jiraAccountId) await onLinked?.(change.jiraAccountId);
        return user;
      },
    },
    async renew(login, password) {
      const row = await users.setPassword(login, password);
      await throttle.forgive(login);
      return sessions.open(row);
    },
    sessions,
    keys: createKeys(database, now),
    audit,
    oidc: oidc && createOidc(oidc, { database, users, sessions, audit, now }),
    ...createLogin({ database, passwords, sessions, throttle, audit, now }),
    unlock: throttle.unlock,
  };
}
