import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { CasebookError } from '../domain/index.ts';

/** The parameters of scrypt (RFC 7914): cost, block size, parallelisation. It takes 128 · N · r bytes of memory. */
export interface HashCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * One of the settings that OWASP's Password Storage Cheat Sheet lists as equally strong for scrypt; this one takes 32 MiB,
 * where N = 2¹⁷ with p = 1 would take 128 MiB for every login under way.
 */
const RECOMMENDED: HashCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Who waits with whom. Anybody can be a stranger, as often as they like: these must not keep those waiting who signed in
 * from their address before, or who are signed in.
 */
export type Queue = 'known' | 'strangers';

/** Hashes at once in each queue: each holds one of the four threads that files are read on too. */
const AT_ONCE = 1;
/** Whoever comes when so many wait is sent away at once. */
const MOST_WAITING = 20;

/** Hashes passwords, a few at a time. */
export interface Passwords {
  /**
   * `scrypt$N$r$p$salt$hash`, salt and hash in base64url. New passwords are given by who is signed in.
   *
   * @throws CasebookError `too-many-requests`.
   */
  hash(password: string): Promise<string>;
  /**
   * Whether it is the password of that hash; in the same time where there is no hash to compare it with.
   *
   * @throws CasebookError `too-many-requests`.
   */
  matches(password: string, hash: string | null, queue: Queue): Promise<boolean>;
  /** So that who only waits in vain is not counted as wrong. @throws CasebookError `too-many-requests`. */
  refuseWhenBusy(queue: Queue): void;
  /** Whether a hash was made with other parameters than are used now. */
  isOutdated(hash: string): boolean;
}

export function createPasswords(cost: HashCost = RECOMMENDED): Passwords {
  const queues = { known: pLimit(AT_ONCE), strangers: pLimit(AT_ONCE) };
  const refuseWhenBusy = (queue: Queue) => {
    if (queues[queue].pendingCount >= MOST_WAITING)
      throw new CasebookError('too-many-requests', 'Too many passwords are being checked.');
  };
  const inTurn = async <T>(queue: Queue, work: () => Promise<T>): Promise<T> => {
    refuseWhenBusy(queue);
    return queues[queue](work);
  };
  const prefix = `scrypt$${cost.N}$${cost.r}$${cost.p}$`;
  const encoded = (salt: Buffer, hash: Buffer) =>
    `${prefix}${salt.toString('base64url')}$${hash.toString('base64url')}`;
  /** Nobody's password: compared where there is nothing to compare with. */
  const nobodys = encoded(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
  return {
    refuseWhenBusy,
    hash: (password) =>
      inTurn('known', async () => {
        const salt = randomBytes(SALT_BYTES);
        return encoded(salt, await derive(password, salt, cost));
      }),
    matches: (password, hash, queue) =>
      inTurn(queue, async () => {
        const [, N, r, p, salt = '', expected = ''] = (hash ?? nobodys).split('$');
        const wanted = Buffer.from(expected, 'base64url');
        const cost = { N: Number(N), r: Number(r), p: Number(p) };
        const given = await derive(password, Buffer.from(salt, 'base64url'), cost);
        const same = wanted.length === given.length && timingSafeEqual(wanted, given);
        return same && hash !== null;
      }),
    isOutdated: (hash) => !hash.startsWith(prefix),
  };
}

const scryptAsync = promisify<string, Buffer, number, HashCost & { maxmem: number }, Buffer>(scrypt);

/** The same password can be typed as different code points: they are made one (NIST SP 800-63B, 3.1.1.2). */
function derive(password: string, salt: Buffer, cost: HashCost): Promise<Buffer> {
  const maxmem = 256 * cost.r * (cost.N + cost.p + 1);
  return scryptAsync(password.normalize('NFKC'), salt, HASH_BYTES, { ...cost, maxmem });
}
