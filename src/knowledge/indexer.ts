import { setTimeout as sleep } from 'node:timers/promises';
import { CasebookError } from '../domain/index.ts';
import { type Database, transact } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { breathe } from '../platform/turns/index.ts';
import type { Generations } from './generations.ts';
import { indexTickets } from './index-tickets.ts';
import { withdrawGone } from './withdraw-gone.ts';
import { giveWords } from './words-first.ts';

/** Brings the active index up to the tickets, in the background. */
export interface Indexer {
  /** Says that there may be work. */
  wake(): void;
  /** Resolves when there is no work left that can be done. */
  settled(): Promise<void>;
  /** Gives up the group in hand, and ends. */
  stop(): Promise<void>;
  /** Texts embedded since the start. */
  readonly embedded: number;
  /** What keeps it from all work, and is tried again; null where nothing does. */
  readonly trouble: CasebookError | null;
}

export interface IndexerOptions {
  readonly database: Database;
  readonly generations: Generations;
  readonly log: Logger;
  /** How long it waits before it tries again what failed, in milliseconds; up to 64 times that where it fails again and again. */
  readonly retryMs?: number;
}

/** Tickets indexed at a time: enough to share a flush of the disk, few enough to keep the process answering. */
const GROUP = 32;
const MOST_DOUBLINGS = 6;
/** A ticket that failed this often is set aside, until it changes or the process starts again. */
export const INDEXING_ATTEMPTS = 3;

interface Work {
  readonly ticket_id: string;
  readonly lake_seq: number;
}

export function createIndexer({ database, generations, log, retryMs = 1000 }: IndexerOptions): Indexer {
  let embedded = 0;
  let running: Promise<void> | null = null;
  let woken = false;
  let failures = 0;
  let trouble: CasebookError | null = null;
  let onWork = () => {};
  /** Up to which line of the lake the waiting tickets were looked through for changed ones: a long backlog is not searched again and again. */
  let looked = 0;
  const life = new AbortController();

  /** Those that failed before come last, so that they keep nobody waiting; urgent ones come first, and by themselves. */
  async function nextGroup(): Promise<Work[]> {
    const work = await database
      .selectFrom('index_work')
      .select(['ticket_id', 'lake_seq', 'urgent'])
      .where('attempts', '<', INDEXING_ATTEMPTS)
      .orderBy('attempts')
      .orderBy('urgent', 'desc')
      .orderBy('lake_seq')
      .limit(GROUP)
      .execute();
    const urgent = work.filter((each) => each.urgent === 1);
    return urgent.length > 0 ? urgent : work;
  }

  /** Returns whether there was work, and whether any of it could be done. */
  async function indexGroup(): Promise<'none' | 'done' | 'failed'> {
    const work = await nextGroup();
    if (work.length === 0) return 'none';
    const ids = work.map(({ ticket_id }) => ticket_id);
    const result = await indexTickets(database, ids, generations.active(), life.signal);
    embedded += result.embedded;
    await transact(database, async (tx) => {
      const done = work.filter(({ ticket_id }) => !result.failed.has(ticket_id));
      // A ticket that changed meanwhile has newer work under the same id: that stays.
      await tx
        .deleteFrom('index_work')
        .where('ticket_id', 'in', ids)
        .where('lake_seq', 'in', [0, ...done.map(({ lake_seq }) => lake_seq)])
        .execute();
      for (const { ticket_id, lake_seq } of work) {
        const reason = result.failed.get(ticket_id);
        if (!reason) continue;
        await tx
          .updateTable('index_work')
          .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), error: reason.message }))
          .where('ticket_id', '=', ticket_id)
          .where('lake_seq', '=', lake_seq)
          .execute();
      }
    });
    for (const [ticket, err] of result.failed) log.error({ err, ticket }, 'a ticket could not be indexed');
    return result.failed.size < work.length ? 'done' : 'failed';
  }

  /**
   * Does all work that there is. Ahead of everything that waits for an embedder, what the index holds already gets its
   * present words and access; of what is new a service is not waited for either.
   */
  async function indexAll(): Promise<void> {
    await withdrawGone(database, generations);
    await giveWordsFirst();
    while (!life.signal.aborted) {
      const outcome = await generations.inTurn(indexGroup);
      [failures, trouble] = [0, null];
      if (outcome === 'none') {
        looked = 0;
        return;
      }
      if (outcome === 'failed') {
        await giveWords(database, generations, life.signal);
        await pause(retryMs);
      } else await breathe();
      // The words of what came in meanwhile are next; after one group at least, or meaning would wait for the end of an import.
      if (woken) return;
    }
  }

  async function giveWordsFirst(): Promise<void> {
    if (generations.active().embedder?.remote) return giveWords(database, generations, life.signal);
    const { newest } = await database
      .selectFrom('lake_records')
      .select(({ fn }) => fn.max<number | null>('seq').as('newest'))
      .executeTakeFirstOrThrow();
    await giveWords(database, generations, life.signal, { changedSince: looked });
    looked = newest ?? 0;
  }

  async function drain(): Promise<void> {
    while (woken && !life.signal.aborted) {
      woken = false;
      try {
        await indexAll();
      } catch (error) {
        if (life.signal.aborted) return;
        log.error({ err: error }, 'indexing failed; it is tried again');
        trouble = error instanceof CasebookError ? error : new CasebookError('internal', String(error));
        woken = true;
        await backOff(retryMs * 2 ** Math.min(failures, MOST_DOUBLINGS));
        failures += 1;
      }
    }
  }

  /** Leaves the embedder alone for a while. What waits, and what comes in meanwhile, gets into the index without it. */
  async function backOff(ms: number): Promise<void> {
    const over = pause(ms).then(() => 'over');
    do {
      const more = new Promise((resolve) => {
        onWork = () => resolve('more');
      });
      await giveWords(database, generations, life.signal).catch((err) => {
        if (!life.signal.aborted) log.error({ err }, 'what waits could not be indexed by its words either');
      });
      if ((await Promise.race([over, more])) === 'over') return;
    } while (!life.signal.aborted);
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: life.signal }).catch(() => undefined);

  function wake(): void {
    woken = true;
    onWork();
    running ??= drain().finally(() => {
      running = null;
      if (woken && !life.signal.aborted) wake();
    });
  }

  return {
    wake,
    async settled() {
      while (running) await running;
    },
    async stop() {
      life.abort(new Error('Indexing was stopped.'));
      await running;
    },
    get embedded() {
      return embedded;
    },
    get trouble() {
      return trouble;
    },
  };
}

/** Lets tickets that were set aside be tried again. */
export async function retrySetAside(database: Database): Promise<void> {
  await database.updateTable('index_work').set({ attempts: 0 }).where('attempts', '>', 0).execute();
}
