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
 * keep the account's owner out, so this count does not hold where the owner signed in from before.
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

/** Slows down who guesses passwords. Nothing is locked for good: the longest wait is a quarter of an hour. */
export interface Throttle {
  /**
   * Counts an attempt as failed, before its password is looked at: of many at once, none slips through. Where it has to
   * wait instead it is not counted. `known`: whether the account's owner signed in from that address before.
   */
  admit(attempt: Attempt, known: () => Promise<boolean>): Promise<Wait | null>;
  /** The attempt was right: it is no failure, and what failed before at this address was its owner. */
  succeeded(attempt: Attempt): Promise<void>;
  /** Lets everybody try again as this user at once. */
  forgive(login: string): Promise<void>;
}

export function createThrottle(database: Database, now: () => number): Throttle {
  const inTurn = createTurns();
  /** Those that were told to wait. There are no more of them than attempts that were let through. */
  const told = new Set<string>();

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
          if (left <= 0 || (counted === 'account' && (await known()))) continue;
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
        return null;
      }),
    succeeded: (attempt) =>
      inTurn(async () => {
        const { pair, address, account } = subjectsOf(attempt);
        await database.deleteFrom('login_failures').where('subject', 'in', [pair, account]).execute();
        // Only this attempt: who has an account of his own must not clear the way for guesses at others.
        await database
          .updateTable('login_failures')
          .set((row) => ({ failures: row('failures', '-', 1) }))
          .where('subject', '=', address)
          .where('failures', '>', 0)
          .execute();
      }),
    forgive: (login) =>
      inTurn(async () => {
        await database
          .deleteFrom('login_failures')
          .where((row) =>
            row.or([
              row('subject', '=', `account:${digestOf(login)}`),
              row('subject', 'like', `pair:${digestOf(login)}:%`),
            ]),
          )
          .execute();
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
