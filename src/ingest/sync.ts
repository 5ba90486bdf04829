import { CasebookError, type Run } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import type { Intake } from './intake.ts';
import { refusalOfMany } from './many-removals.ts';
import type { Reader } from './readers.ts';
import {
  announce,
  type Checkpoint,
  failRun,
  failureOf,
  latestRun,
  markInterruptedRuns,
  moveCheckpoint,
  positionOf,
  startRun,
  succeedRun,
} from './runs.ts';
import { keepReading } from './site-failures.ts';
import { allFailures, failuresOf, type SourceFailure } from './source-failures.ts';
import type { SourceBatch, TicketSource } from './sources/source.ts';

export interface Sync {
  /**
   * Begins to read what changed at the sources since the last sync of each that succeeded, and returns once it has begun.
   * Sources are read one after the other; one that fails does not keep the others from being read.
   *
   * What a source says is gone is taken out at its end, and not where it is a large part of all its tickets at once,
   * unless that is accepted.
   *
   * @throws CasebookError `sync-running`; what goes wrong later ends the run as failed.
   */
  start(
    sources: TicketSource | readonly TicketSource[],
    options?: { readonly acceptRemovals?: boolean },
  ): Promise<Run>;
  /** The newest run, whatever its state; null before the first. */
  latest(): Promise<Run | null>;
  /** Resolves when no run is under way. */
  settled(): Promise<void>;
  /** Asks a run under way to end as interrupted, after the batch in hand; nothing where there is none. */
  interrupt(): void;
  /** Asks a run under way to end as interrupted, and waits for it, and begins none any more; closing its source meanwhile makes that quick. */
  stop(): Promise<void>;
}

export interface SyncOptions {
  readonly database: Database;
  readonly intake: Intake;
  readonly log: Logger;
  /** Called after each batch: there may be work for the index. */
  readonly onApplied: () => void;
}

/** What the reading of one source has from its run. */
interface Reading {
  readonly reader: Reader;
  readonly acceptRemovals: boolean;
  readonly announced: (batch: SourceBatch) => Promise<void>;
}

export function createSync({ database, intake, log, onApplied }: SyncOptions): Sync {
  let current: Promise<void> | null = null;
  let stopping = false;
  let interrupted = false;
  const ending = () => stopping || interrupted;
  /** A run that failed where not even that could be written, as on a full disk: said from here until it can. */
  let unrecorded: {
    readonly id: number;
    readonly error: unknown;
    readonly failures: Run['failures'];
  } | null = null;

  /** Reads one source to its end; null where it was stopped before. */
  async function read(
    id: number,
    source: TicketSource,
    { reader, acceptRemovals, announced }: Reading,
  ): Promise<Checkpoint | null> {
    const take = async ({ records, asked }: SourceBatch) => {
      await intake.take(id, records, asked === undefined ? undefined : { reader, asked });
      onApplied();
    };
    const { scope } = source;
    const { batches, position, afterwards } = await source.changesSince(await positionOf(database, scope));
    const gone: SourceBatch[] = [];
    for await (const batch of batches) {
      if (ending()) return null;
      await announced(batch);
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
      if (ending()) return null;
      await take(batch);
    }
    await afterwards?.();
    if (refusal) throw refusal;
    return { scope, position };
  }

  async function run(id: number, sources: readonly TicketSource[], acceptRemovals: boolean): Promise<void> {
    const reader = intake.openReader();
    const failures: SourceFailure[] = [];
    let last: Checkpoint | null = null;
    try {
      const count = announcing(id, sources.length);
      for (const [at, source] of sources.entries()) {
        // Of those before, whatever becomes of this one.
        if (last) await moveCheckpoint(database, last);
        last = null;
        try {
          last = await read(id, source, { reader, acceptRemovals, announced: count.of(at) });
          if (!last) return await markInterruptedRuns(database);
          await keep(source, null);
        } catch (error) {
          if (ending()) throw error;
          failures.push({ site: source.site ?? null, error });
          await keep(source, error);
        }
      }
      if (failures.length === 0) return await succeedRun(database, id, last);
      if (last) await moveCheckpoint(database, last);
      throw allFailures(failures, sources.length);
    } catch (error) {
      // Whoever stops it also closes the source's connections: what that breaks is no failure.
      if (ending()) return await markInterruptedRuns(database);
      log.error({ err: error, run: id }, 'sync failed');
      unrecorded = { id, error, failures: failuresOf(failures, sources.length) };
      await recordFailure();
    } finally {
      reader.close();
    }
  }

  /** What became of a source, where it is that of a site. What cannot be kept is said by the run all the same. */
  async function keep({ site }: TicketSource, error: unknown): Promise<void> {
    if (site === undefined) return;
    await keepReading(database, site, error).catch((err) =>
      log.warn({ err }, 'what became of the reading of a site could not be kept'),
    );
  }

  /** What the sources of a run announce, added up. */
  function announcing(id: number, sources: number) {
    const each = new Array<number>(sources).fill(0);
    let said = '';
    return {
      of: (at: number) => async (batch: SourceBatch) => {
        each[at] = batch.announced;
        const total = each.reduce((sum, count) => sum + count, 0);
        const all = batch.announcedAll && at === sources - 1;
        if (`${total} ${all}` === said) return;
        said = `${total} ${all}`;
        await announce(database, id, total, all);
      },
    };
  }

  async function recordFailure(): Promise<void> {
    if (!unrecorded) return;
    await failRun(database, unrecorded.id, unrecorded.error, unrecorded.failures);
    unrecorded = null;
  }

  async function latest(): Promise<Run | null> {
    await recordFailure().catch(() => undefined);
    const run = await latestRun(database);
    return run && run.id === unrecorded?.id
      ? { ...run, state: 'failed', error: failureOf(unrecorded.error), failures: unrecorded.failures }
      : run;
  }

  return {
    async start(given, { acceptRemovals = false } = {}) {
      if (current || stopping) throw new CasebookError('sync-running', 'One sync runs at a time.');
      const sources = 'changesSince' in given ? [given] : given;
      // Set before the first await, so that a second caller cannot slip in between.
      interrupted = false;
      // What is of no site, somebody brought. (A comparison with a site keeps no position either.)
      const brought = sources.every(({ site }) => site === undefined);
      const started = startRun(database, brought ? 'import' : 'sync');
      current = started
        .then((id) => run(id, sources, acceptRemovals))
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
    interrupt() {
      if (current) interrupted = true;
    },
    async stop() {
      stopping = true;
      await current;
    },
  };
}
