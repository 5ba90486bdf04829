import { createHash } from 'node:crypto';
import { type Database, transact } from '../platform/database/index.ts';
import { createTurns } from '../platform/turns/index.ts';
import { addressGroup } from './address-group.ts';

/** Who tries to sign in as whom. */
export interface Attempt {
  readonly login: string;
  readonly address: string;
}

interface Rule {
  /** Failures that cost nothing. */
  readonly free: number;
  /** The longest wait between two attempts, in milliseconds. */
  readonly longest: number;
}

/**
 * What attempts are counted for. A guesser at one address is slowed down for the account, and for all accounts together.
 * One at many addresses is held to fewer guesses an hour than the hundred that OWASP ASVS 4.0 (2.2.1) allows; more would
 * keep the account's owner out. Where the owner signed in from before, only what failed there for this account counts:
 * neither strangers, nor others behind the same address, keep them out.
 */
const RULES = {
  pair: { free: 5, longest: 15 * 60_000 },
  address: { free: 20, longest: 15 * 60_000 },
  account: { free: 30, longest: 60_000 },
} as const satisfies Record<string, Rule>;
type Counted = keyof typeof RULES;

/** Failures are forgotten when none has come for so long. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;

/** That an attempt comes too soon. */
export interface Wait {
  readonly milliseconds: number;
  /** Whether it is the first that is told so since one was let through. */
  readonly first: boolean;
}

/** That an attempt was let through, and what its success needs to undo it. */
export interface Admission {
  readonly at: number;
  /** When something had failed at its address before; null where nothing had. */
  readonly addressFailedAt: number | null;
}

/** Slows down who guesses passwords. Nothing is locked for good: the longest wait is a quarter of an hour. */
export interface Throttle {
  /**
   * Counts an attempt as failed, before its password is looked at: of many at once, none slips through. Where it has to
   * wait instead it is not counted. `known`: whether the account's owner signed in from that address before.
   */
  admit(attempt: Attempt, known: boolean): Promise<Wait | Admission>;
  /** The attempt was right: it is no failure, and what failed before as this user at this address was its owner. */
  succeeded(attempt: Attempt, admission: Admission): Promise<void>;
  /** Forgets what failed as this user. */
  forgive(login: string): Promise<void>;
  /** Lets everybody try again as this user at once, also from addresses where much else failed. */
  unlock(login: string): Promise<void>;
}

export function createThrottle(database: Database, now: () => number): Throttle {
  const inTurn = createTurns();
  /** Those that were told to wait. There are no more of them than attempts that were let through. */
  const told = new Set<string>();

  async function forget(login: string): Promise<void> {
    await database
      .deleteFrom('login_failures')
      .where((row) =>
        row.or([
          row('subject', '=', `account:${digestOf(login)}`),
          row('subject', 'like', `pair:${digestOf(login)}:%`),
        ]),
      )
      .execute();
  }

  return {
    admit: (attempt, known) =>
      inTurn(async () => {
        const subjects = subjectsOf(attempt);
        const rows = await database
          .selectFrom('login_failures')
          .selectAll()
          .where('subject', 'in', Object.values(subjects))
          .where('last_at', '>', now() - FORGOTTEN_AFTER_MS)
          .execute();
        const failed = new Map(rows.map((row) => [row.subject, row]));
        for (const counted of Object.keys(RULES) as Counted[]) {
          const subject = subjects[counted];
          const row = failed.get(subject);
          const left = row ? row.last_at + pauseAfter(row.failures, RULES[counted]) - now() : 0;
          if (left <= 0 || (known && counted !== 'pair')) continue;
          const first = !told.has(subject);
          told.add(subject);
          return { milliseconds: left, first };
        }
        for (const subject of Object.values(subjects)) told.delete(subject);
        await transact(database, async (tx) => {
          await tx
            .deleteFrom('login_failures')
            .where('last_at', '<=', now() - FORGOTTEN_AFTER_MS)
            .execute();
          for (const subject of Object.values(subjects)) {
            const failures = (failed.get(subject)?.failures ?? 0) + 1;
            const row = { failures, last_at: now() };
            await tx
              .insertInto('login_failures')
              .values({ subject, ...row })
              .onConflict((conflict) => conflict.column('subject').doUpdateSet(row))
              .execute();
          }
        });
        return { at: now(), addressFailedAt: failed.get(subjects.address)?.last_at ?? null };
      }),
    succeeded: (attempt, { at, addressFailedAt }) =>
      inTurn(async () => {
        const { pair, address, account } = subjectsOf(attempt);
        const rows = await database
          .selectFrom('login_failures')
          .selectAll()
          .where('subject', 'in', [pair, address])
          .execute();
        const own = rows.find(({ subject }) => subject === pair)?.failures ?? 0;
        const all = rows.find(({ subject }) => subject === address);
        await database.deleteFrom('login_failures').where('subject', 'in', [pair, account]).execute();
        // Only what this user failed: who has an account of his own must not clear the way for guesses at others.
        const failures = Math.max(0, (all?.failures ?? 0) - own);
        // Unless something else failed meanwhile: a success makes nobody wait longer.
        const last_at = all?.last_at === at ? (addressFailedAt ?? at) : all?.last_at;
        await database
          .updateTable('login_failures')
          .set({ failures, ...(last_at !== undefined && { last_at }) })
          .where('subject', '=', address)
          .execute();
      }),
    forgive: (login) => inTurn(() => forget(login)),
    unlock: (login) =>
      inTurn(async () => {
        await forget(login);
        // Where they sit nobody knows: it may be behind any of these.
        await database.deleteFrom('login_failures').where('subject', 'like', 'address:%').execute();
      }),
  };
}

/** How long after so many failures the next attempt has to wait: twice as long after each. */
function pauseAfter(failures: number, { free, longest }: Rule): number {
  return failures < free ? 0 : Math.min(longest, 1000 * 2 ** (failures - free));
}

/** Names that somebody tried are not kept as they were typed: people type their password into the wrong field. */
function subjectsOf({ login, address }: Attempt): Record<Counted, string> {
  const [who, where] = [digestOf(login), addressGroup(address)];
  return { pair: `pair:${who}:${where}`, address: `address:${where}`, account: `account:${who}` };
}

const digestOf = (login: string) => createHash('sha256').update(login).digest('hex');
