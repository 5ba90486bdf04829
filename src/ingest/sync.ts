import { CasebookError, type Run } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import type { Intake } from './intake.ts';
import {
  announce,
  failRun,
  latestRun,
  markInterruptedRuns,
  positionOf,
  startRun,
  succeedRun,
} from './runs.ts';
import type { TicketSource } from './sources/source.ts';

export interface Sync {
  /**
   * Begins to read what changed at the source since the last sync that succeeded, and returns once it has begun.
   *
   * @throws CasebookError `sync-running`; what goes wrong later ends the run as failed.
   */
  start(source: TicketSource): Promise<Run>;
  /** The newest run, whatever its state; null before the first. */
  latest(): Promise<Run | null>;
  /** Resolves when no run is under way. */
  settled(): Promise<void>;
  /** Asks a run under way to end as interrupted, and waits for it; closing its source meanwhile makes that quick. */
  stop(): Promise<void>;
}

export interface SyncOptions {
  readonly database: Database;
  readonly intake: Intake;
  readonly log: Logger;
  /** Called after each batch: there may be work for the index. */
  readonly onApplied: () => void;
}

export function createSync({ database, intake, log, onApplied }: SyncOptions): Sync {
  let current: Promise<void> | null = null;
  let stopping = false;

  async function run(id: number, source: TicketSource): Promise<void> {
    try {
      const { batches, position } = await source.changesSince(await positionOf(database, source.scope));
      let announced = -1;
      for await (const batch of batches) {
        if (stopping) return await markInterruptedRuns(database);
        if (batch.announced !== announced || batch.announcedAll)
          await announce(database, id, batch.announced, batch.announcedAll);
        announced = batch.announced;
        await intake.take(id, batch.records);
        onApplied();
      }
      await succeedRun(database, id, source.scope, position);
    } catch (error) {
      // Whoever stops it also closes the source's connections: what that breaks is no failure.
      if (stopping) return await markInterruptedRuns(database);
      log.error({ err: error, run: id }, 'sync failed');
      await failRun(database, id, error);
    }
  }

  return {
    async start(source) {
      if (current || stopping) throw new CasebookError('sync-running', 'One sync runs at a time.');
      // Set before the first await, so that a second caller cannot slip in between.
      const started = startRun(database);
      current = started
        .then((id) => run(id, source))
        .catch((error) => log.error({ err: error }, 'the end of a sync could not be recorded'))
        .finally(() => {
          current = null;
        });
      await started;
      return (await latestRun(database)) as Run;
    },
    latest: () => latestRun(database),
    async settled() {
      while (current) await current;
    },
    async stop() {
      stopping = true;
      await current;
    },
  };
}
