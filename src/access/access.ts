import { CasebookError, type SiteName } from '../domain/index.ts';
import { type Database, forgetFact, keepFact, readFact, siteFact } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { createTurns } from '../platform/turns/index.ts';
import { type Examined, examine } from './examine.ts';
import { withoutAccount } from './forget.ts';
import { type Held, heldBy } from './held.ts';
import type { JiraReader } from './jira-reader.ts';
import { readAccount } from './read-accounts.ts';
import { readAccess } from './read-jira.ts';
import { relabel } from './relabel.ts';
import type { AccessState, AccessStatus } from './state.ts';
import { loadState, saveState, wantedLabels } from './store.ts';
import { wantedFrom } from './wanted.ts';
import { type Decision, explain, type Subject } from './why.ts';

/** Who may see what of a site, by what Jira says there. */
export interface SiteAccess {
  /** What an account holds at this moment; null: somebody who has none. */
  heldBy(accountId: string | null): Held;
  /**
   * Reads everything anew, and labels anew what that changes. Where it fails, the last whole state stays.
   *
   * @throws CasebookError `jira-…`.
   */
  refresh(jira: JiraReader): Promise<void>;
  /** Reads one account, where a user has become it; what cannot be read stays unknown. */
  learn(jira: JiraReader, accountId: string): Promise<void>;
  /**
   * Lets go of what is known of an account, until Jira is asked again: what it says of one that it still has comes back. What it is being asked
   * meanwhile is not waited for, and brings nothing back.
   */
  forget(accountId: string): Promise<void>;
  /** Goes on with labels that an earlier process did not come to. */
  resume(): Promise<void>;
  status(): Promise<AccessStatus>;
  /** Why somebody may read the parts of a ticket; null where the site has no such ticket here. */
  why(key: string, subject: Subject): Promise<Decision | null>;
  /** What is not known, and what that hides. */
  examine(): Promise<Examined>;
  /** Whether the settings still name it: else it is not asked any more. */
  readonly isConfigured: boolean;
}

export interface SiteAccessOptions {
  readonly database: Database;
  /** Which site it is; absent: the first. */
  readonly site?: SiteName;
  /** Whether the settings name it; absent: they do. */
  readonly isConfigured?: boolean;
  /** While it works, nobody writes tickets or index entries. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called after labels changed: there is work for the index. */
  readonly onRelabelled: () => void;
  readonly log: Logger;
}

const TROUBLE = 'access-trouble';

export async function openSiteAccess({
  database,
  site = null,
  isConfigured = true,
  alone,
  onRelabelled,
  log,
}: SiteAccessOptions): Promise<SiteAccess> {
  const troubleFact = siteFact(TROUBLE, site);
  let state = await loadState(database, site);
  /** By account id; made anew with each state. */
  let held = new Map<string | null, Held>();

  /** What Jira is asked, one after the other: it may take minutes. */
  const asking = createTurns();
  /** What is put in the place of the state. */
  const changing = createTurns();
  /** Accounts that were let go of since Jira began to be asked. */
  const forgotten = new Set<string>();

  /** Returns whether tickets have to be labelled anew. */
  const change = (next: (now: AccessState | null) => AccessState | null): Promise<boolean> =>
    changing(async () => {
      const after = next(state);
      if (!after || after === state) return false;
      const wanted = await saveState(database, after, site);
      state = after;
      held = new Map();
      return wanted;
    });

  async function labelAnew(): Promise<void> {
    const tickets = await relabel(database, site, alone);
    if (tickets > 0) onRelabelled();
    log.info({ tickets }, 'labelled tickets anew, after a change of who may see them');
  }

  async function status(): Promise<AccessStatus> {
    const trouble = await readFact(database, troubleFact);
    return { readAt: state?.readAt ?? null, trouble: trouble === null ? null : JSON.parse(trouble) };
  }

  return {
    heldBy(accountId) {
      if (!state) return NOTHING;
      const before = held.get(accountId);
      if (before) return before;
      const now = heldBy(state, accountId, site);
      held.set(accountId, now);
      return now;
    },
    refresh: (jira) =>
      asking(async () => {
        forgotten.clear();
        try {
          const read = await readAccess(jira, await wantedFrom(database, site));
          const wanted = await change(() => [...forgotten].reduce(withoutAccount, read));
          await forgetFact(database, troubleFact);
          if (wanted) await labelAnew();
        } catch (error) {
          const reason = error instanceof CasebookError ? error.detail : String(error);
          await keepFact(database, troubleFact, JSON.stringify({ at: Date.now(), reason }));
          throw error;
        }
      }),
    learn: (jira, accountId) =>
      asking(async () => {
        forgotten.clear();
        if (!state) return;
        const hasService = [...state.projects.values()].some((found) => 'is' in found && found.is.service);
        const account = await readAccount(jira, accountId, hasService);
        await change((now) =>
          now && !forgotten.has(accountId)
            ? { ...now, accounts: new Map([...now.accounts, [accountId, account] as const]) }
            : now,
        );
      }),
    async forget(accountId) {
      forgotten.add(accountId);
      await change((now) => now && withoutAccount(now, accountId));
    },
    resume: () =>
      asking(async () => {
        if ((await wantedLabels(database, site)) !== null) await labelAnew();
      }),
    status,
    why: (key, subject) => explain({ database, site, state }, key, subject),
    examine: async () => examine({ database, site, state, isConfigured }, await status()),
    isConfigured,
  };
}

const NOTHING: Held = new Map();
