import { CasebookError, type ErrorCode, errorCatalogue, type Run } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { runById } from '../runs.ts';
import { refusedSource, type SourceFailure } from '../source-failures.ts';
import { type JiraSourceOptions, scopeOf } from '../sources/jira/source.ts';
import type { Sync } from '../sync.ts';
import { ledgerSource } from './source.ts';
import { keepCheck } from './store.ts';

/** The sites that are to be read, and those that may not be. */
export interface ReadableSites {
  readonly sites: readonly JiraSourceOptions[];
  readonly refused: readonly SourceFailure[];
}

export interface VerifyOptions {
  /** Only looks, and says what it would mend. */
  readonly dryRun: boolean;
  /** Takes out what is gone however many they are. */
  readonly acceptRemovals: boolean;
}

/** Holds the tickets of each site against Jira's, one by one, and mends what differs. */
export interface LedgerChecks {
  /**
   * Begins, as a run of the sync's, and returns once it has begun.
   *
   * @throws CasebookError `sync-running`; what goes wrong later ends the run as failed.
   */
  start(sites: ReadableSites, options: VerifyOptions): Promise<Run>;
  /** The same to its end, of those that may be read. @throws CasebookError what the run failed with. */
  complete(sites: readonly JiraSourceOptions[]): Promise<void>;
}

export function createLedgerChecks(database: Database, sync: Sync): LedgerChecks {
  function start({ sites, refused }: ReadableSites, { dryRun, acceptRemovals }: VerifyOptions): Promise<Run> {
    const startedAt = Date.now();
    const sources = sites.map((jira) =>
      ledgerSource({
        ...jira,
        database,
        dryRun,
        onCompared: (compared) => keepCheck(database, scopeOf(jira), compared, { startedAt, dryRun }),
      }),
    );
    return sync.start([...refused.map(refusedSource), ...sources], {
      acceptRemovals: acceptRemovals || dryRun,
    });
  }

  return {
    start,
    async complete(sites) {
      const { id } = await start({ sites, refused: [] }, { dryRun: false, acceptRemovals: false });
      await sync.settled();
      const { state, error } = await runById(database, id);
      if (state === 'succeeded') return;
      const code = error && error.code in errorCatalogue ? (error.code as ErrorCode) : 'internal';
      throw new CasebookError(code, error?.detail ?? `The comparison with Jira ended as ${state}.`);
    },
  };
}
