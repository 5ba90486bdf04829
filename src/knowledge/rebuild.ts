import { setTimeout as sleep } from 'node:timers/promises';
import {
  CasebookError,
  type ErrorCode,
  errorCatalogue,
  type Rebuild,
  type RebuildKind,
  type Replayed,
} from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { bringUp } from './bring-up.ts';
import type { Generations } from './generations.ts';
import {
  dropGeneration,
  type Generation,
  type Recipe,
  sameRecipe,
  sweepDropped,
} from './index/generation.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Makes a whole index beside the one that is searched, and exchanges the two; one at a time. */
export interface Rebuilds {
  /**
   * Begins, and returns once it has begun. Only a renewal that nobody asked for gives way.
   *
   * @throws CasebookError `rebuild-running`, `no-previous-index`, `previous-index-differs`; what goes wrong later ends the
   * rebuild as failed.
   */
  start(kind: Exclude<RebuildKind, 'renew'>): Promise<Rebuild>;
  /**
   * At a start: renews the index in the background where it is not what the settings ask for, going on with what an
   * earlier process began of that; any other unfinished rebuild is thrown away, because nobody waits for it.
   */
  resume(): Promise<void>;
  /**
   * Renews the index where it is not what it should be by now, and waits until it is; a rebuild that somebody asked for
   * comes first.
   *
   * @throws what the renewal failed with.
   */
  renew(): Promise<void>;
  /** Removes the previous index for good. @throws CasebookError `rebuild-running`, `no-previous-index`. */
  forget(): Promise<void>;
  /** The newest one of this process; null before the first. */
  latest(): Rebuild | null;
  /** Resolves when none is under way, and what was dropped is gone. */
  settled(): Promise<void>;
  /** Asks one under way to end as interrupted, and waits for it. */
  interrupt(): Promise<void>;
  /** The same, and begins none any more. */
  stop(): Promise<void>;
}

export interface RebuildsOptions {
  readonly database: Database;
  readonly generations: Generations;
  readonly log: Logger;
  /** Makes the tickets what the lake says. */
  readonly replay: (options: {
    signal: AbortSignal;
    onProgress: (done: number, total: number) => void;
  }) => Promise<Replayed>;
  /** Called when there may be work for the active index. */
  readonly onWork: () => void;
  /** How long a renewal waits before it goes on after trouble that may pass, in milliseconds. */
  readonly retryMs?: number;
}

/** An embedding service that is away, or limits requests by the minute, is soon asked again. */
const RETRY_MS = 60_000;

export function createRebuilds({
  database,
  generations,
  log,
  replay,
  onWork,
  retryMs = RETRY_MS,
}: RebuildsOptions): Rebuilds {
  const work = oneAtATime<Rebuild>('rebuild', { busy: 'rebuild-running', log });
  let sweeping: Promise<void> = Promise.resolve();
  const life = new AbortController();

  /** The generation to bring up: one that is there already, or a new one. */
  async function target(kind: RebuildKind): Promise<Generation> {
    const known = await generations.list();
    const usable = (state: Generation['state']) =>
      known.find((each) => each.state === state && sameRecipe(each, generations.recipe));
    const previous = usable('previous');
    if (kind === 'back') {
      if (previous) return previous;
      const other = known.find(({ state }) => state === 'previous');
      throw other
        ? differing(other, generations.recipe)
        : new CasebookError('no-previous-index', 'None is kept.');
    }
    // After a release is taken back, the index before is the one to have.
    const begun = kind === 'renew' ? (previous ?? usable('building')) : undefined;
    if (begun) return begun;
    await dropGeneration(database, 'building');
    return generations.add();
  }

  async function run(kind: RebuildKind, signal: AbortSignal): Promise<void> {
    if (kind === 'rebuild') {
      const onProgress = (done: number, total: number) => work.note({ done, total });
      work.note({ tickets: await replay({ signal, onProgress }) });
      onWork();
    }
    work.note({ step: 'index', done: 0, total: 0 });
    const next = await generations.open(await target(kind));
    try {
      const onProgress = (done: number, total: number) => work.note({ done, total });
      const bring = () =>
        bringUp(database, next, { inTurn: generations.besideInTurn, signal, onProgress, log });
      await (kind === 'renew' ? untilItPasses(bring, signal) : bring());
      await generations.switchTo(next);
    } finally {
      await generations.close(next);
    }
    onWork();
    sweep();
  }

  /** Goes on after whatever passes by itself: nobody is there who would start a renewal again. */
  async function untilItPasses(bring: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await bring();
        return work.note({ error: null });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CasebookError && error.entry.retry)) throw error;
        log.warn({ err: error }, 'the new index waits');
        work.note({ error: { code: error.code, detail: error.detail } });
        await sleep(retryMs, undefined, { signal });
      }
    }
  }

  /** Removes in the background what was dropped. */
  function sweep(): Promise<void> {
    sweeping = sweeping
      .then(() => sweepDropped(database, life.signal))
      .catch((error) =>
        log.error({ err: error }, 'a dropped index could not be removed; the next start goes on'),
      );
    return sweeping;
  }

  function begin(kind: RebuildKind): Rebuild {
    const step = kind === 'rebuild' ? 'lake' : 'index';
    return work.begin({ kind, step, done: 0, total: 0, tickets: null }, (signal) => run(kind, signal));
  }

  async function makeWay(): Promise<void> {
    const running = work.running();
    if (life.signal.aborted || (running && running.kind !== 'renew')) throw work.refusal();
    await work.interrupt();
  }

  return {
    async start(kind) {
      await makeWay();
      if (kind === 'back') await target(kind);
      // Refused where somebody came in between.
      return begin(kind);
    },
    async resume() {
      const { generation } = generations.active();
      if (sameRecipe(generation, generations.recipe)) await dropGeneration(database, 'building');
      else {
        log.warn({ from: generation.embedder, to: generations.recipe.embedder }, 'the index is made anew');
        begin('renew');
      }
      sweep();
    },
    async renew() {
      // One towards what is no longer wanted.
      if (work.running()?.kind === 'renew') await makeWay();
      while (!sameRecipe(generations.active().generation, generations.recipe)) {
        life.signal.throwIfAborted();
        const { kind } = work.running() ?? begin('renew');
        await work.ended();
        const latest = work.latest();
        if (kind === 'renew' && latest?.state === 'failed') throw failureOf(latest);
      }
    },
    async forget() {
      if (work.running()) throw work.refusal();
      if (!(await dropGeneration(database, 'previous')))
        throw new CasebookError('no-previous-index', 'None is kept.');
      await sweep();
    },
    latest: work.latest,
    interrupt: work.interrupt,
    async settled() {
      while (work.running()) await work.ended();
      await sweeping;
    },
    async stop() {
      life.abort();
      await work.interrupt();
      await sweeping;
    },
  };
}

/** To it leads what made the difference: searched by itself it would be renewed at once. */
function differing(previous: Recipe, { embedder }: Recipe): CasebookError {
  const detail =
    previous.embedder === embedder
      ? 'Another version of Casebook made it.'
      : `It was made with ${previous.embedder}, and ${embedder} is what indexes are made with now.`;
  return new CasebookError('previous-index-differs', detail);
}

function failureOf({ error }: Rebuild): CasebookError {
  return error && error.code in errorCatalogue
    ? new CasebookError(error.code as ErrorCode, error.detail)
    : new CasebookError('internal', 'The new index could not be made.');
}
