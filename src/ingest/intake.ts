import type { DeadLetter, RawRecord } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { createTurns, type InTurn } from '../platform/turns/index.ts';
import { commitBatch, disposedUpTo, lakePosition } from './commit.ts';
import { dropKnown } from './duplicates.ts';
import { gate } from './gate.ts';
import type { Lake } from './lake/lake.ts';
import type { LakeLine } from './lake/line.ts';
import { recoveryRun } from './runs.ts';

/** What became of a batch; the last three add up to `received`. */
export interface IntakeCounts {
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly refused: number;
}

export interface Intake {
  /**
   * Disposes of every record of a batch, durably, before it resolves: through the gate, into the lake, then, in one
   * transaction, into tickets, dead letters and the run's counters. What its source could not read (`unreadable`)
   * becomes dead letters with the rest. Batches are taken one at a time.
   */
  take(
    runId: number,
    records: readonly RawRecord[],
    unreadable?: readonly DeadLetter[],
  ): Promise<IntakeCounts>;
  /** Applies what a crash left in the lake but not in the tickets; returns how many lines that were. */
  recover(options?: RecoverOptions): Promise<number>;
  /** Lines in the lake that the tickets do not have yet. */
  pending(): Promise<number>;
  /** Does what no batch may come into; batches wait meanwhile. */
  inTurn: InTurn;
}

interface RecoverOptions {
  /** Gives up between two groups, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each group with the number of the newest line applied. */
  readonly onProgress?: (line: number) => void;
}

/** A group large enough to share one flush of the disk, small enough to be undone by a crash without pain. */
const RECOVERY_GROUP = 100;

export function createIntake(database: Database, lake: Lake): Intake {
  const inTurn = createTurns();

  async function takeNow(
    runId: number,
    records: readonly RawRecord[],
    unreadable: readonly DeadLetter[],
  ): Promise<IntakeCounts> {
    const verdicts = records.map(gate);
    const passed = verdicts.flatMap((verdict) => ('accepted' in verdict ? [verdict.accepted] : []));
    const { fresh, duplicates, clashing } = await dropKnown(database, passed);
    const refused = [
      ...unreadable,
      ...verdicts.flatMap((verdict) => ('refused' in verdict ? [verdict.refused] : [])),
      ...clashing,
    ];
    const firstSeq = fresh.length > 0 ? await lake.append(fresh) : lake.lastSeq + 1;
    const applied = fresh.map((accepted, position) => ({ seq: firstSeq + position, accepted }));
    return commitBatch(database, { runId, applied, duplicates, refused, lakePosition: lake.lastSeq });
  }

  async function recoverGroup(lines: readonly LakeLine[]): Promise<void> {
    const runId = await recoveryRun(database);
    const applied = [];
    const refused: DeadLetter[] = [];
    for (const { seq, record } of lines) {
      const verdict = gate(record);
      if ('accepted' in verdict) applied.push({ seq, accepted: verdict.accepted });
      // The contract has grown stricter since the line was written.
      else refused.push(verdict.refused);
    }
    const lakePosition = lines.at(-1)?.seq ?? lake.lastSeq;
    await commitBatch(database, { runId, applied, duplicates: 0, refused, lakePosition });
  }

  async function recover({ signal, onProgress }: RecoverOptions = {}): Promise<number> {
    if ((await pending()) === 0) return 0;
    let recovered = 0;
    let group: LakeLine[] = [];
    for await (const line of lake.readAfter((await lakePosition(database)) ?? 0)) {
      group.push(line);
      recovered += 1;
      if (group.length === RECOVERY_GROUP) {
        signal?.throwIfAborted();
        await recoverGroup(group);
        onProgress?.(line.seq);
        group = [];
        // SQLite answers without ever letting others have the thread.
        await new Promise(setImmediate);
      }
    }
    if (group.length > 0) await recoverGroup(group);
    // The lake may end with lines that were erased.
    if ((await pending()) > 0) await disposedUpTo(database, lake.lastSeq);
    return recovered;
  }

  const pending = async () => lake.lastSeq - ((await lakePosition(database)) ?? 0);

  return {
    take: (runId, records, unreadable = []) =>
      inTurn(async () => {
        // An earlier batch's transaction failed: its lines come first, or the position would pass them.
        if ((await pending()) > 0) await recover();
        return takeNow(runId, records, unreadable);
      }),
    recover,
    pending,
    inTurn,
  };
}
