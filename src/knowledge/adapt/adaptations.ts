import { CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/telemetry/index.ts';
import type { Embedder } from '../embed/index.ts';
import { adaptedModelFile } from '../embed/static/adapted.ts';
import type { Generations } from '../generations.ts';
import { indexing } from '../indexing.ts';
import { type Course, oneAtATime } from '../one-at-a-time.ts';
import type { Rebuilds } from '../rebuild.ts';
import {
  chosenModel,
  forgetChoice,
  keepAdaptation,
  type LastAdaptation,
  lastAdaptation,
} from './chosen-model.ts';
import { type LearningStep, MIN_TICKETS } from './learn.ts';
import { clearModels, putModel } from './model-shelf.ts';
import type { AdaptationKind, Outcome } from './outcome.ts';
import { type LearntModel, learnInThread } from './thread.ts';
import { openTicketTexts } from './ticket-texts.ts';

/** An adaptation, its progress and its end. */
export interface Adaptation extends Course {
  readonly kind: AdaptationKind;
  /** Tickets are read, a model is trained and measured, and an index is made with it. */
  readonly step: LearningStep | 'index';
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  readonly outcome: Outcome | null;
}

export interface AdaptationStatus {
  readonly adaptation: Adaptation | null;
  /** The embedder that indexes are made with, and the static model that ships; null where the settings ask for another one. */
  readonly model: string;
  readonly shipped: string | null;
  readonly last: LastAdaptation | null;
}

/** Makes the search model learn the language of this installation; one at a time. */
export interface Adaptations {
  /**
   * Begins, and returns once it has begun.
   *
   * @throws CasebookError `adapt-running`, `adapt-needs-static`, `adapt-not-adapted`, `erasure-running`; what goes wrong
   * later ends it as failed.
   */
  start(kind: AdaptationKind): Promise<Adaptation>;
  status(): Promise<AdaptationStatus>;
  /**
   * Adapts, and waits for the end, where there are enough tickets to learn from, and a quarter more of them than at the last
   * adaptation or none was yet; whether a new model is in use then.
   *
   * @throws CasebookError as `start`.
   */
  followGrowth(): Promise<boolean>;
  /**
   * Has something erased, so that no model learns from it: one that still learns is given up first, and none begins until
   * the work is done. One that makes its index goes on.
   */
  whileErasing<T>(erase: () => Promise<T>): Promise<T>;
  /** Asks one under way to end as interrupted, and waits for it. */
  stop(): Promise<void>;
  /** Removes models that nothing uses any more. */
  clear(): Promise<void>;
}

export interface AdaptationsOptions {
  readonly database: Database;
  readonly generations: Generations;
  readonly rebuilds: Rebuilds;
  readonly log: Logger;
  /** The embedder that ships, and the file of its model; null where the settings choose another one. */
  readonly shipped: { readonly embedder: Embedder; readonly file: string } | null;
  readonly findEmbedder: (id: string) => Promise<Embedder | null>;
  /** Whether an erasure was begun and could not be finished yet. */
  readonly isErasureLeft: () => Promise<boolean>;
  /** Where adapted models lie. */
  readonly folder: string;
  readonly learn?: typeof learnInThread;
  /** With fewer tickets it does not adapt by itself; default: those that learning needs. */
  readonly fewest?: number;
}

/** So many times the tickets of the last time say enough that is new. */
const GROWTH = 1.25;

export function createAdaptations({
  database,
  generations,
  rebuilds,
  log,
  shipped,
  findEmbedder,
  isErasureLeft,
  folder,
  learn = learnInThread,
  fewest = MIN_TICKETS,
}: AdaptationsOptions): Adaptations {
  const work = oneAtATime<Adaptation>('adaptation', { busy: 'adapt-running', log });
  let erasures = 0;

  async function clear(): Promise<void> {
    const needed = new Set((await generations.list()).map(({ embedder }) => embedder));
    const chosen = await chosenModel(database);
    if (chosen) needed.add(chosen);
    await clearModels(folder, needed);
  }

  async function learned(file: string, signal: AbortSignal): Promise<LearntModel> {
    const chosen = await chosenModel(database);
    const inUse = chosen && adaptedModelFile(folder, chosen);
    const onProgress = (step: LearningStep, done: number, total: number) => work.note({ step, done, total });
    return learn({ base: file, inUse }, openTicketTexts(database), { signal, onProgress });
  }

  /** Makes an index with this embedder from now on, and waits until it is the one that is searched. */
  async function use(embedder: Embedder): Promise<void> {
    work.note({ step: 'index', done: 0, total: 0 });
    generations.prefer(embedder);
    await rebuilds.renew();
  }

  async function run(kind: AdaptationKind, signal: AbortSignal): Promise<void> {
    if (!shipped) return;
    if (kind === 'back') {
      await forgetChoice(database);
      return use(shipped.embedder);
    }
    await clear();
    try {
      await learnAndUse(shipped.file, kind, signal);
    } finally {
      // A model that was not chosen after all goes too.
      await clear();
    }
  }

  async function learnAndUse(file: string, kind: AdaptationKind, signal: AbortSignal): Promise<void> {
    // One that only measures leaves open when the next is due.
    const live = kind === 'adapt' ? (await indexing(database)).live : (await lastAdaptation(database))?.live;
    const { outcome, file: model } = await learned(file, signal);
    signal.throwIfAborted();
    work.note({ outcome });
    const taken = kind === 'adapt' && outcome.objections.length === 0;
    if (taken) await putModel(folder, outcome.model, model);
    signal.throwIfAborted();
    // From here on it is a model that was made before whatever is erased now.
    if (taken) work.note({ step: 'index', done: 0, total: 0 });
    await keepAdaptation(database, { at: Date.now(), outcome, taken, live });
    if (!taken) return;
    const embedder = await findEmbedder(outcome.model);
    if (!embedder) throw new CasebookError('model-unreadable', `${outcome.model} in ${folder}.`);
    await use(embedder);
  }

  /** While the index is made, how far that is. */
  function withIndex(adaptation: Adaptation | null): Adaptation | null {
    const rebuild = rebuilds.latest();
    if (adaptation?.state !== 'running' || adaptation.step !== 'index' || !rebuild) return adaptation;
    return { ...adaptation, done: rebuild.done, total: rebuild.total };
  }

  async function start(kind: AdaptationKind): Promise<Adaptation> {
    if (!shipped)
      throw new CasebookError('adapt-needs-static', `${generations.recipe.embedder} makes the vectors here.`);
    if (kind === 'back' && !(await chosenModel(database)))
      throw new CasebookError('adapt-not-adapted', `${shipped.embedder.id} is in use.`);
    if (kind !== 'back' && ((await isErasureLeft()) || erasures > 0))
      throw new CasebookError('erasure-running', 'What is erased must not be learned from.');
    const step = kind === 'back' ? 'index' : 'read';
    return work.begin({ kind, step, done: 0, total: 0, outcome: null }, (signal) => run(kind, signal));
  }

  return {
    start,
    async followGrowth() {
      const last = await lastAdaptation(database);
      const least = Math.max(fewest, (last?.live ?? 0) * GROWTH);
      if (work.running() || (await indexing(database)).live < least) return false;
      await start('adapt');
      await work.ended();
      const { state, outcome } = work.latest() ?? {};
      return state === 'succeeded' && outcome?.objections.length === 0;
    },
    async status() {
      const { embedder: model } = generations.recipe;
      const last = await lastAdaptation(database);
      return {
        adaptation: withIndex(work.latest()),
        model,
        shipped: shipped?.embedder.id ?? null,
        last,
      };
    },
    async whileErasing(erase) {
      erasures += 1;
      try {
        if (work.latest()?.step !== 'index') await work.interrupt();
        return await erase();
      } finally {
        erasures -= 1;
      }
    },
    stop: work.interrupt,
    clear,
  };
}
