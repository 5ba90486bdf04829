import { CasebookError, type Run } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import type { Intake } from './intake.ts';
import { refusalOfMany } from './many-removals.ts';
import {
  announce,
  failRun,
  failureOf,
  latestRun,
  markInterruptedRuns,
  positionOf,
  startRun,
  succeedRun,
} from './runs.ts';
import type { SourceBatch, TicketSource } from './sources/source.ts';

export interface Sync {
  /**
   * Begins to read what changed at the source since the last sync that succeeded, and returns once it has begun.
   *
   * What the source says is gone is taken out at the end, and not where it is a large part of all tickets at once, unless
   * that is accepted.
   *
   * @throws CasebookError `sync-running`; what goes wrong later ends the run as failed.
   */
  start(source: TicketSource, options?: { readonly acceptRemovals?: boolean }): Promise<Run>;
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
  /** A run that failed where not even that could be written, as on a full disk: said from here until it can. */
  let unrecorded: { readonly id: number; readonly error: unknown } | null = null;

  async function run(id: number, source: TicketSource, acceptRemovals: boolean): Promise<void> {
    const reader = intake.openReader();
    const take = async ({ records, asked }: SourceBatch) => {
      await intake.take(id, records, asked === undefined ? undefined : { reader, asked });
      onApplied();
    };
    try {
      const { batches, position, afterwards } = await source.changesSince(
        await positionOf(database, source.scope),
      );
      const gone: SourceBatch[] = [];
      let announced = -1;
      for await (const batch of batches) {
        if (stopping) return await markInterruptedRuns(database);
        if (batch.announced !== announced || batch.announcedAll)
          await announce(database, id, batch.announced, batch.announcedAll);
        announced = batch.announced;
        const tombstones = batch.records.filter(({ kind }) => kind === 'tombstone');
        // Only together do they show whether they are too many.
        if (tombstones.length > 0) gone.push({ ...batch, records: tombstones });
        await take({ ...batch, records: batch.records.filter(({ kind }) => kind !== 'tombstone') });
      }
      const refusal = acceptRemovals
        ? null
        : await refusalOfMany(
            database,
            gone.flatMap(({ records }) => records),
          );
      for (const batch of refusal ? [] : gone) {
        if (stopping) return await markInterruptedRuns(database);
        await take(batch);
      }
      await afterwards?.();
      if (refusal) throw refusal;
      await succeedRun(database, id, source.scope, position);
    } catch (error) {
      // Whoever stops it also closes the source's connections: what that breaks is no failure.
      if (stopping) return await markInterruptedRuns(database);
      log.error({ err: error, run: id }, 'sync failed');
      unrecorded = { id, error };
      await recordFailure();
    } finally {
      reader.close();
    }
  }

  async function recordFailure(): Promise<void> {
    if (!unrecorded) return;
    await failRun(database, unrecorded.id, unrecorded.error);
    unrecorded = null;
  }

  async function latest(): Promise<Run | null> {
    await recordFailure().catch(() => undefined);
    const run = await latestRun(database);
    return run && run.id === unrecorded?.id
      ? { ...run, state: 'failed', error: failureOf(unrecorded.error) }
      : run;
  }

  return {
    async start(source, { acceptRemovals = false } = {}) {
      if (current || stopping) throw new CasebookError('sync-running', 'One sync runs at a time.');
      // Set before the first await, so that a second caller cannot slip in between.
      const started = startRun(database);
      current = started
        .then((id) => run(id, source, acceptRemovals))
        .catch((error) => log.error({ err: error }, 'the end of a sync could not be recorded'))
        .finally(() => {
          current = null;
        });
      await started;
      return (await latest()) as Run;
    },
    latest,
    async settled() {
      while (current) await current;
    },
    async stop() {
      stopping = true;
      await current;
    },
  };
}
