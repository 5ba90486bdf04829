import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CasebookError } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Scope } from './roles.ts';
import { type User, userOf } from './users.ts';

/** A key without what proves it; points in time are epoch milliseconds. */
export interface ApiKey {
  /** The part that is shown: a key begins with `cbk_`, this, and `_`. */
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

export interface NewKey {
  /** Whose key it is: it can do what this user may do, as far as its scope reaches. */
  readonly login: string;
  readonly name: string;
  readonly scope: Scope;
  readonly expiresAt: number;
}

export interface Keys {
  /** The key itself is in this answer, and nowhere else ever after. @throws CasebookError `user-not-found`. */
  create(key: NewKey): Promise<{ readonly key: string; readonly made: ApiKey }>;
  /** Whose key it is, as they are now; null where it is none, has expired, or its user is kept out. */
  find(key: string): Promise<{ readonly user: User; readonly key: ApiKey } | null>;
  /** Of one user, or of all. */
  list(login?: string): Promise<ApiKey[]>;
  /** Of one user, or whoever's it is. @throws CasebookError `key-not-found`. */
  revoke(id: string, login?: string): Promise<void>;
}

/** A prefix that secret scanners can find, an id of 48 bits, and 256 random bits. */
const KEY = /^cbk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
/** How exactly the last use is kept. */
const TOUCH_MS = 60_000;

export function createKeys(database: Database, now: () => number): Keys {
  const keys = () =>
    database
      .selectFrom('api_keys')
      .innerJoin('users', 'users.id', 'api_keys.user_id')
      .select([
        'api_keys.id',
        'users.login as user',
        'api_keys.name',
        'api_keys.scope',
        'api_keys.created_at as createdAt',
        'api_keys.expires_at as expiresAt',
        'api_keys.last_used_at as lastUsedAt',
      ]);

  return {
    async create({ login, name, scope, expiresAt }) {
      const user = await database
        .selectFrom('users')
        .select('id')
        .where('login', '=', login)
        .executeTakeFirst();
      if (!user) throw new CasebookError('user-not-found', login);
      const id = randomBytes(6).toString('hex');
      const key = `cbk_${id}_${randomBytes(32).toString('base64url')}`;
      await database
        .insertInto('api_keys')
        .values({
          id,
          key_hash: hashOf(key).toString('hex'),
          user_id: user.id,
          name,
          scope,
          created_at: now(),
          expires_at: expiresAt,
          last_used_at: null,
        })
        .execute();
      return { key, made: await keys().where('api_keys.id', '=', id).executeTakeFirstOrThrow() };
    },
    async find(key) {
      const id = KEY.exec(key)?.[1];
      if (id === undefined) return null;
      const row = await database
        .selectFrom('api_keys')
        .innerJoin('users', 'users.id', 'api_keys.user_id')
        .selectAll('users')
        .select('api_keys.key_hash')
        .where('api_keys.id', '=', id)
        .where('api_keys.expires_at', '>', now())
        .where('users.disabled_at', 'is', null)
        .executeTakeFirst();
      if (!row || !timingSafeEqual(Buffer.from(row.key_hash, 'hex'), hashOf(key))) return null;
      const made = await keys().where('api_keys.id', '=', id).executeTakeFirst();
      if (!made) return null;
      if (now() - (made.lastUsedAt ?? 0) > TOUCH_MS)
        await database.updateTable('api_keys').set({ last_used_at: now() }).where('id', '=', id).execute();
      return { user: userOf(row), key: made };
    },
    async list(login) {
      const all = keys().orderBy('api_keys.created_at').orderBy('api_keys.id');
      return (login === undefined ? all : all.where('users.login', '=', login)).execute();
    },
    async revoke(id, login) {
      const mine = login === undefined ? keys() : keys().where('users.login', '=', login);
      const found = await mine.where('api_keys.id', '=', id).executeTakeFirst();
      if (!found) throw new CasebookError('key-not-found', id);
      await database.deleteFrom('api_keys').where('id', '=', id).execute();
    },
  };
}

/** The key is random: one round without salt is enough. */
const hashOf = (key: string) => createHash('sha256').update(key).digest();
