import { CasebookError, type Finding, type SiteName } from '../domain/index.ts';
import { type Database, forgetFact, keepFact, readFact, siteFact } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { createTurns, type InTurn } from '../platform/turns/index.ts';
import { examine } from './examine.ts';
import { withoutAccount } from './forget.ts';
import { type Held, heldBy } from './held.ts';
import type { JiraReader } from './jira-reader.ts';
import { readAccount } from './read-accounts.ts';
import { readAccess } from './read-jira.ts';
import { relabel } from './relabel.ts';
import type { AccessState, AccessStatus } from './state.ts';
import { loadState, RELABEL, saveState } from './store.ts';
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
  /** Lets go of what is known of an account, until Jira is asked again: what it says of one that it still has comes back. */
  forget(accountId: string): Promise<void>;
  /** Goes on with labels that an earlier process did not come to. */
  resume(): Promise<void>;
  status(): Promise<AccessStatus>;
  /** Why somebody may read the parts of a ticket; null where the site has no such ticket here. */
  why(key: string, subject: Subject): Promise<Decision | null>;
  /** What is not known, and what that hides. */
  examine(): Promise<Finding[]>;
}

export interface SiteAccessOptions {
  readonly database: Database;
  /** Which site it is; absent: the first. */
  readonly site?: SiteName;
  /** One for all sites: labels of all are made anew together. */
  readonly inTurn?: InTurn;
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
  inTurn = createTurns(),
  alone,
  onRelabelled,
  log,
}: SiteAccessOptions): Promise<SiteAccess> {
  const troubleFact = siteFact(TROUBLE, site);
  let state = await loadState(database, site);
  /** By account id; made anew with each state. */
  let held = new Map<string | null, Held>();

  function become(next: AccessState): void {
    state = next;
    held = new Map();
  }

  async function labelAnew(): Promise<void> {
    const tickets = await relabel(database, alone);
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
      inTurn(async () => {
        try {
          const next = await readAccess(jira, await wantedFrom(database, site));
          const wanted = await saveState(database, next, site);
          become(next);
          await forgetFact(database, troubleFact);
          if (wanted) await labelAnew();
        } catch (error) {
          const reason = error instanceof CasebookError ? error.detail : String(error);
          await keepFact(database, troubleFact, JSON.stringify({ at: Date.now(), reason }));
          throw error;
        }
      }),
    learn: (jira, accountId) =>
      inTurn(async () => {
        if (!state) return;
        const hasService = [...state.projects.values()].some((found) => 'is' in found && found.is.service);
        const account = await readAccount(jira, accountId, hasService);
        const next = { ...state, accounts: new Map([...state.accounts, [accountId, account] as const]) };
        await saveState(database, next, site);
        become(next);
      }),
    forget: (accountId) =>
      inTurn(async () => {
        const next = state && withoutAccount(state, accountId);
        if (!next || next === state) return;
        await saveState(database, next, site);
        become(next);
      }),
    resume: () =>
      inTurn(async () => {
        if ((await readFact(database, RELABEL)) !== null) await labelAnew();
      }),
    status,
    why: (key, subject) => explain({ database, site, state }, key, subject),
    examine: async () => examine({ database, site, state }, await status()),
  };
}

const NOTHING: Held = new Map();
