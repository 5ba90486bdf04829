import type { Logger } from '../platform/telemetry/index.ts';
import type { SiteAccess } from './access.ts';
import type { JiraReader } from './jira-reader.ts';

/** Reads that say at their end what else is to be done; sources of tickets are such. */
interface Source<Read extends { readonly afterwards?: () => Promise<void> }> {
  changesSince(position: number | null): Promise<Read>;
}

/** When Jira is asked who may see what. Where it cannot be, that is logged, and what was read before goes on to count. */
export interface Asked {
  refresh(): Promise<void>;
  /** Asks about one account, where a user has become it. */
  learn(accountId: string): Promise<void>;
  /** The same source; who may see what is asked when all of it was taken, before the run ends. */
  beside<Read extends { readonly afterwards?: () => Promise<void> }, T extends Source<Read>>(source: T): T;
}

export function askedOf(access: Pick<SiteAccess, 'refresh' | 'learn'>, jira: JiraReader, log: Logger): Asked {
  const ask = (work: Promise<void>) =>
    work.catch((err) => log.warn({ err }, 'Jira could not be asked who may see what; see `casebook doctor`'));
  const refresh = () => ask(access.refresh(jira));
  return {
    refresh,
    learn: (accountId) => ask(access.learn(jira, accountId)),
    beside: (source) => ({
      ...source,
      async changesSince(position: number | null) {
        const read = await source.changesSince(position);
        return {
          ...read,
          async afterwards() {
            await read.afterwards?.();
            await refresh();
          },
        };
      },
    }),
  };
}
