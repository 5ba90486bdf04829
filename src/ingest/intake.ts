import { CasebookError, type RawRecord } from '../domain/index.ts';
import { type Database, inGroups } from '../platform/database/index.ts';
import { breathe, createTurns, type InTurn } from '../platform/turns/index.ts';
import { type BatchCounts, commitBatch, disposedUpTo, type Judged, lakePosition } from './commit.ts';
import { overtakenSince } from './dead-letters/overtaken.ts';
import type { ErasurePlan } from './erasure/request.ts';
import { gate, type Verdict } from './gate.ts';
import { compareWithKnown, type Standing } from './known.ts';
import type { Lake } from './lake/lake.ts';
import type { LakeLine } from './lake/line.ts';
import type { Moment } from './moment.ts';
import { createReaders, type Reader } from './readers.ts';
import { recoveryRun } from './runs.ts';

export interface Intake {
  /**
   * Disposes of every record of a batch, durably, before it resolves: through the gate, into the lake, then, in one
   * transaction, into the tables. Batches are taken one at a time, in the order of the calls.
   *
   * @param from of records that a source gave which changes meanwhile: what was erased since is left out, and so are
   *   states that somebody else has brought who asked later.
   */
  take(runId: number, records: readonly RawRecord[], from?: Reading): Promise<BatchCounts>;
  /** Begins to read at a source that changes meanwhile; whoever does so closes it in the end. */
  openReader(): Reader;
  /** Says that something is erased from now on, also of what is on its way. */
  erased(plan: ErasurePlan): void;
  /**
   * Sends dead letters through the same, in their turn: what is accepted now is a ticket or a duplicate and its letter
   * is gone, in one transaction; what is refused again stays, with the new reason. `letters` is called when it is
   * their turn.
   */
  redrive(letters: () => Promise<readonly LetterToRedrive[]>): Promise<BatchCounts>;
  /**
   * Applies what a crash left in the lake but not in the tickets; returns how many lines that were.
   *
   * @throws CasebookError `recovery-failed`, naming the lines, or what names the trouble better.
   */
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

/** Who read records, and when the source was asked for them. */
export interface Reading {
  readonly reader: Reader;
  readonly asked: Moment;
}

/** A dead letter, and the run that received its record. */
export interface LetterToRedrive {
  readonly letterId: number;
  readonly runId: number;
  readonly record: RawRecord;
}

type Received = Pick<Judged, 'runId' | 'letterId'> & { readonly record: RawRecord };

/** A group large enough to share one flush of the disk, small enough to be undone by a crash without pain. */
const RECOVERY_GROUP = 100;

/** Records that pass the gate before others have the thread: a few milliseconds of work. */
const GATE_SLICE = 10;

async function gateAll(given: readonly Received[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [position, { record }] of given.entries()) {
    if (position > 0 && position % GATE_SLICE === 0) await breathe();
    verdicts.push(gate(record));
  }
  return verdicts;
}

const idOf = (standing: Exclude<Standing, { refused: unknown }>): string =>
  ('fresh' in standing ? standing.fresh : standing.known).record.externalId;

export function createIntake(database: Database, lake: Lake): Intake {
  const inTurn = createTurns();
  const readers = createReaders();

  async function dispose(
    given: readonly Received[],
    options?: Parameters<typeof compareWithKnown>[2],
    onJudged: (standings: readonly Standing[]) => void = () => {},
  ): Promise<BatchCounts> {
    const standings = await compareWithKnown(database, await gateAll(given), options);
    onJudged(standings);
    const fresh = standings.flatMap((standing) => ('fresh' in standing ? [standing.fresh] : []));
    let seq = fresh.length > 0 ? await lake.append(fresh) : 0;
    await breathe();
    const judged = standings.map((standing, at): Judged => {
      const { runId, letterId } = given[at] as Received;
      return { runId, letterId, standing: 'fresh' in standing ? { ...standing, seq: seq++ } : standing };
    });
    return commitBatch(database, judged, lake.lastSeq);
  }

  function whenCaughtUp<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(async () => {
      // An earlier batch's transaction failed: its lines come first, or the position would pass them.
      if ((await pending()) > 0) await recover();
      return work();
    });
  }

  async function recoverGroup(lines: readonly LakeLine[]): Promise<void> {
    const runId = await recoveryRun(database);
    const judged = lines.map(({ seq, record }): Judged => {
      const verdict = gate(record);
      // Refused: the contract has grown stricter since the line was written.
      return {
        runId,
        letterId: null,
        standing: 'accepted' in verdict ? { fresh: verdict.accepted, seq } : verdict,
      };
    });
    await commitBatch(database, judged, lines.at(-1)?.seq ?? lake.lastSeq);
  }

  async function recoverNamed(lines: readonly LakeLine[]): Promise<void> {
    try {
      await recoverGroup(lines);
    } catch (error) {
      if (error instanceof CasebookError) throw error;
      const place = `lines ${lines[0]?.seq} to ${lines.at(-1)?.seq} of the lake`;
      throw new CasebookError('recovery-failed', `${place}: ${error}`, { cause: error });
    }
  }

  async function recover({ signal, onProgress }: RecoverOptions = {}): Promise<number> {
    if ((await pending()) === 0) return 0;
    let recovered = 0;
    const lines = lake.readAfter((await lakePosition(database)) ?? 0);
    for await (const group of inGroups(lines, RECOVERY_GROUP)) {
      signal?.throwIfAborted();
      await recoverNamed(group);
      recovered += group.length;
      onProgress?.(group.at(-1)?.seq ?? 0);
      await breathe();
    }
    // The lake may end with lines that were erased.
    if ((await pending()) > 0) await disposedUpTo(database, lake.lastSeq);
    return recovered;
  }

  const pending = async () => lake.lastSeq - ((await lakePosition(database)) ?? 0);

  async function takeRead(
    runId: number,
    records: readonly RawRecord[],
    from?: Reading,
  ): Promise<BatchCounts> {
    const present = from ? from.reader.present(records, from.asked) : records;
    const given = present.map((record) => ({ runId, letterId: null, record }));
    if (!from) return dispose(given);
    const { reader, asked } = from;
    // What is refused, or could not be delivered, takes the place of nothing.
    let handedOver: string[] = [];
    const counts = await dispose(
      given,
      { isOvertaken: (id) => reader.isOvertaken(id, asked) },
      (standings) => {
        handedOver = standings.flatMap((each) => ('refused' in each ? [] : idOf(each)));
      },
    );
    readers.handedOver(handedOver, asked, reader);
    return counts;
  }

  return {
    take: (runId, records, from) => whenCaughtUp(() => takeRead(runId, records, from)),
    openReader: readers.open,
    erased: readers.erased,
    redrive: (letters) =>
      whenCaughtUp(async () => {
        const tried = await letters();
        return dispose(tried, { redriven: true, isOvertaken: await overtakenSince(database, tried) });
      }),
    recover,
    pending,
    inTurn,
  };
}
