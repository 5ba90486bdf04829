import type { Logger } from '../../../../platform/telemetry/index.ts';
import type { InTurn } from '../../../../platform/turns/index.ts';
import type { Engine } from '../engine.ts';
import type { Held, SnapshotPlace } from './place.ts';

/** Sees to it that there is a snapshot not far behind, while nobody waits for it. */
export interface SnapshotKeeper {
  /** So many tickets of the index are not as the snapshot has them. */
  note(tickets: number): void;
  /**
   * Within a turn: what the engine holds must not be written any more, nor stay written: text was taken out of the index, and arrays may
   * have kept some of it. Another engine may be written again.
   */
  forget(): Promise<void>;
  /** Writes what is worth it, and ends. Not within a turn. */
  close(): Promise<void>;
}

/**
 * A snapshot is due when the changes behind it take a quarter of a second to make up for; in a great index, when they are
 * a hundredth of it, so that not more than some hundred times of what changes is written.
 */
const DUE_TICKETS = 1000;
const DUE_SHARE = 1 / 100;
/** At an end, when it saves the next start some hundredths of a second. */
const DUE_TICKETS_AT_END = 100;
/** It is written when nothing has changed for so long; a change gives it up, and it begins again. */
const QUIET_MS = 1000;
/** Where nothing is ever quiet, changes wait for it once it was due for so long: readers do not. */
const PATIENCE_MS = 60_000;

export interface KeeperOptions {
  readonly place: SnapshotPlace;
  readonly held: () => Held;
  /** For work that no change may come into. */
  readonly inTurn: InTurn;
  readonly log: Logger;
  readonly quietMs?: number;
  readonly patienceMs?: number;
  readonly dueTickets?: number;
}

export function createSnapshotKeeper({
  place,
  held,
  inTurn,
  log,
  quietMs = QUIET_MS,
  patienceMs = PATIENCE_MS,
  dueTickets = DUE_TICKETS,
}: KeeperOptions): SnapshotKeeper {
  let behind = 0;
  let dueSince: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** The one that gives way to changes, while there is one. */
  let beside: Promise<void> | null = null;
  /** Whether one that changes wait for is under way, or in line: there is never another beside it. */
  let isAhead = false;
  let spoilt: Engine | null = null;
  let said = false;
  let closing = false;

  const isDue = () =>
    held().engine !== spoilt && behind >= Math.max(dueTickets, held().engine.size().tickets * DUE_SHARE);

  async function write(goesOn: () => boolean): Promise<void> {
    const now = held();
    const before = behind;
    const isWanted = () => held().engine === now.engine && now.engine !== spoilt;
    try {
      if (!isWanted() || !(await place.write(now, () => isWanted() && goesOn()))) return;
      said = false;
    } catch (error) {
      if (!said)
        log.warn(
          { err: error },
          'no snapshot of the search index can be written; all goes on, but the next start takes longer',
        );
      said = true;
    }
    // After a failure too: what is full or closed now will be so in a second.
    behind -= before;
    dueSince = null;
  }

  function writeWhenQuiet(): void {
    timer ??= setTimeout(() => {
      timer = null;
      if (closing || beside || isAhead || !isDue()) return;
      beside = write(() => !closing).finally(() => {
        beside = null;
        if (isDue()) writeWhenQuiet();
      });
    }, quietMs).unref();
    timer.refresh();
  }

  function writeInTurn(): void {
    if (isAhead) return;
    isAhead = true;
    void inTurn(async () => {
      await beside;
      if (isDue()) await write(() => !closing);
      isAhead = false;
      if (isDue()) writeWhenQuiet();
    });
  }

  return {
    note(tickets) {
      behind += tickets;
      if (closing || !isDue()) return;
      dueSince ??= performance.now();
      if (performance.now() - dueSince > patienceMs) writeInTurn();
      else writeWhenQuiet();
    },
    async forget() {
      spoilt = held().engine;
      await beside;
      await place.remove();
    },
    async close() {
      closing = true;
      if (timer) clearTimeout(timer);
      await inTurn(async () => {
        await beside;
        if (behind >= Math.min(dueTickets, DUE_TICKETS_AT_END)) await write(() => true);
      });
    },
  };
}
