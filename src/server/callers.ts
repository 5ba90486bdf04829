import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { SiteAccess } from '../access/index.ts';
import type { Asker } from '../domain/index.ts';
import { type ApiKey, type People, principalsOf, type User } from '../people/index.ts';
import { hostName, LOOPBACK_HOSTS } from './edge.ts';
import { isFromThisMachine } from './forwarding.ts';
import { sessionIdOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    asker: Asker;
  }
}

/** Who a request is from. */
export type Caller =
  /** Whoever may read the data folder; and while there are no accounts, whoever is at this machine. */
  | { readonly kind: 'machine' }
  | { readonly kind: 'user'; readonly via: 'session'; readonly user: User }
  | { readonly kind: 'user'; readonly via: 'key'; readonly user: User; readonly key: ApiKey }
  | { readonly kind: 'nobody'; readonly why: string };

/** What proves that somebody may read the data folder, and who is let in without. */
export interface House {
  readonly secret: string;
  readonly isOpen: () => boolean;
}

export const NOBODY: Caller = { kind: 'nobody', why: 'Nobody is signed in.' };
const INVALID: Caller = { kind: 'nobody', why: 'The credentials are not valid here.' };

/**
 * Finds out who is asking: by the secret of the data folder, an API key, a session, or being at this machine while nobody has an
 * account. What a user may do is read anew each time, so that it ends with the next request after it was taken.
 *
 * @param house the secret, and whether being at this machine is enough: where nobody was asked to let others in, it is not.
 */
export async function callerOf(
  request: FastifyRequest,
  people: People,
  { secret, isOpen }: House,
): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    // On another machine it proves that somebody copied the file.
    if (sameText(authorization, `Bearer ${secret}`) && isFromThisMachine(request)) return { kind: 'machine' };
    const found = await people.keys.find(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    return found ? { kind: 'user', via: 'key', ...found } : INVALID;
  }
  const session = sessionIdOf(request);
  const user = session === null ? null : await people.sessions.find(session);
  if (user) return { kind: 'user', via: 'session', user };
  const isHere = isFromThisMachine(request) && LOOPBACK_HOSTS.includes(hostName(request.host));
  return isHere && isOpen() && !(await people.users.exist()) ? { kind: 'machine' } : NOBODY;
}

/** For whom tickets are read: what Jira says counts as it was last read, and with each request anew. */
export function askerOf(caller: Caller, access: Pick<SiteAccess, 'heldBy'>): Asker {
  switch (caller.kind) {
    case 'machine':
      return { kind: 'operator' };
    case 'nobody':
      return { kind: 'nobody' };
    case 'user': {
      const { id, role, principals, jiraAccountId } = caller.user;
      if (role === 'operator') return { kind: 'operator' };
      return {
        kind: 'user',
        accountId: jiraAccountId ?? id,
        principals: principalsOf(principals, access.heldBy(jiraAccountId).keys()),
      };
    }
  }
}

/** Compares in constant time; lengths are no secret. */
function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
