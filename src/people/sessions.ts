import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../platform/database/index.ts';
import { type User, type UserRow, userOf } from './users.ts';

/** A session that nobody uses for so long has ended: a working day. */
export const IDLE_MS = 12 * 3_600_000;
/** So long after its beginning a session has ended whatever happens. */
export const LIFETIME_MS = 7 * 86_400_000;
/** How exactly the last use is kept: a write for each request would cost more than the request. */
const TOUCH_MS = 60_000;

export interface Sessions {
  /**
   * Begins a session of a user as he was when his password was looked at, and returns its id: 256 random bits that are
   * kept nowhere. Where a change has ended his sessions meanwhile, this one is none.
   */
  open(user: Pick<UserRow, 'id' | 'epoch'>): Promise<string>;
  /** Whose session it is, as he is now; null where it has ended or never was. */
  find(id: string): Promise<User | null>;
  close(id: string): Promise<void>;
}

export function createSessions(database: Database, now: () => number): Sessions {
  return {
    async open({ id: user_id, epoch }) {
      const id = randomBytes(32).toString('base64url');
      await database
        .deleteFrom('sessions')
        .where((row) =>
          row.or([row('created_at', '<=', now() - LIFETIME_MS), row('last_used_at', '<=', now() - IDLE_MS)]),
        )
        .execute();
      await database
        .insertInto('sessions')
        .values({ id_hash: hashOf(id), user_id, epoch, created_at: now(), last_used_at: now() })
        .execute();
      return id;
    },
    async find(id) {
      const found = await database
        .selectFrom('sessions')
        .innerJoin('users', (join) =>
          join.onRef('users.id', '=', 'sessions.user_id').onRef('users.epoch', '=', 'sessions.epoch'),
        )
        .selectAll('users')
        .select(['sessions.id_hash', 'sessions.last_used_at'])
        .where('sessions.id_hash', '=', hashOf(id))
        .where('sessions.created_at', '>', now() - LIFETIME_MS)
        .where('sessions.last_used_at', '>', now() - IDLE_MS)
        .where('users.disabled_at', 'is', null)
        .executeTakeFirst();
      if (!found) return null;
      if (now() - found.last_used_at > TOUCH_MS)
        await database
          .updateTable('sessions')
          .set({ last_used_at: now() })
          .where('id_hash', '=', found.id_hash)
          .execute();
      return userOf(found);
    },
    async close(id) {
      await database.deleteFrom('sessions').where('id_hash', '=', hashOf(id)).execute();
    },
  };
}

/**
 * Ends all sessions, and all waits, of a copy of the database: what was signed out since it was made must not come back
 * with it.
 */
export async function endSessions(database: Database): Promise<void> {
  await database.deleteFrom('sessions').execute();
  await database.deleteFrom('login_failures').execute();
}

/**
 * Who reads the table can be nobody with it: the ids are random, so one round without salt is enough. Looking up a hash
 * in an index tells no more about the id than the hash does.
 */
const hashOf = (id: string) => createHash('sha256').update(id).digest('hex');
