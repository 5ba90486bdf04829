import { CasebookError } from '../../domain/index.ts';
import { adaptedName } from '../embed/static/adapted.ts';
import { encodeModel, idOfModel } from '../embed/static/encode.ts';
import type { StaticModel } from '../embed/static/file.ts';
import { wordPieceTokenizer } from '../embed/static/wordpiece.ts';
import { type Corpus, createCorpus, type TicketTexts } from './corpus.ts';
import { measure } from './measure.ts';
import { plainLanguageRanks } from './plain-language.ts';
import { learnedTable } from './quantise.ts';
import { stepsFor, TRAINING, type Training, train } from './train.ts';
import { type Comparisons, compare, MIN_DUPLICATES, type Objection, objectionsTo } from './verdict.ts';

/** What was learned, and what it is worth. */
export interface Outcome {
  /** The id of the new model, and of the one that ships, from which it was trained on. */
  readonly model: string;
  readonly base: string;
  /** Tickets that were open and read, learned from, and held back to measure on. */
  readonly tickets: number;
  readonly learned: number;
  readonly heldBack: number;
  /** Pairs of texts of one ticket, and tokens whose vectors moved. */
  readonly pairs: number;
  readonly tokens: number;
  readonly steps: number;
  readonly comparisons: Comparisons;
  /** What speaks against using it. */
  readonly objections: readonly Objection[];
}

export type LearningStep = 'read' | 'train' | 'measure';
export type OnProgress = (step: LearningStep, done: number, total: number) => void;

/** With fewer tickets that have a summary and a description, what is held back could not show a gain. */
export const MIN_TICKETS = 1000;
const HELD_BACK = { share: 0.15, least: 300, most: 2000 };
const MEASUREMENTS = 2;

export interface Learning {
  /** Takes a ticket; its text is not kept. */
  add(ticket: TicketTexts & { readonly updated: number }): void;
  /**
   * Trains and measures; computes at once, for minutes.
   *
   * @throws CasebookError `adapt-too-few-tickets`.
   */
  finish(onProgress?: OnProgress): { readonly outcome: Outcome; readonly file: Buffer };
}

export interface LearningOptions {
  /** The model that ships. */
  readonly base: StaticModel;
  /** The one in use, where it is another one. */
  readonly inUse: StaticModel | null;
  readonly seed?: number;
  /** For tests and studies. */
  readonly training?: Partial<Training>;
}

const SEED = 1;

export function createLearning({ base, inUse, seed = SEED, training = {} }: LearningOptions): Learning {
  const tokenizer = wordPieceTokenizer(base);
  const builder = createCorpus((text) => tokenizer.encode(text), base.scales.length, seed);
  let newest = 0;

  return {
    add(ticket) {
      builder.add(ticket);
      newest = Math.max(newest, ticket.updated);
    },
    finish(onProgress = () => {}) {
      const corpus = builder.finish(heldBackOf);
      const heldBack = corpus.tickets.filter((ticket) => ticket.heldBack).length;
      const settings = { ...TRAINING, steps: stepsFor(corpus), seed, ...training };
      const { student, pairs, learners } = train(base, corpus, settings, (done, total) =>
        onProgress('train', done, total),
      );
      const learned = corpus.tickets.length - heldBack;
      const origin = { base: base.id, tickets: learned, newest: new Date(newest).toISOString() };
      const model = { ...base, ...learnedTable(base, student), origin };
      const comparisons = comparisonsOf(base, inUse, model, corpus, (done) =>
        onProgress('measure', done, MEASUREMENTS),
      );
      const name = adaptedName(base.dimensions);
      const file = encodeModel(model, name);
      const outcome = {
        model: idOfModel(name, file),
        base: base.id,
        tickets: corpus.tickets.length,
        learned,
        heldBack,
        pairs,
        tokens: learners,
        steps: settings.steps,
        comparisons,
        objections: objectionsTo(comparisons),
      };
      return { outcome, file };
    },
  };
}

/** How many of so many tickets are held back. @throws CasebookError `adapt-too-few-tickets`. */
function heldBackOf(tickets: number): number {
  if (tickets < MIN_TICKETS)
    throw new CasebookError(
      'adapt-too-few-tickets',
      `${tickets} open tickets have a summary and a description; ${MIN_TICKETS} are needed.`,
    );
  return Math.min(HELD_BACK.most, Math.max(HELD_BACK.least, tickets * HELD_BACK.share));
}

function comparisonsOf(
  base: StaticModel,
  inUse: StaticModel | null,
  model: StaticModel,
  corpus: Corpus,
  onDone: (done: number) => void,
): Comparisons {
  const before = measure(base, corpus);
  onDone(1);
  const after = measure(model, corpus);
  onDone(2);
  const { duplicates } = before;
  return {
    heldBack: compare(before.heldBack, after.heldBack),
    amongAll: compare(before.amongAll, after.amongAll),
    duplicates: duplicates.length < MIN_DUPLICATES ? null : compare(duplicates, after.duplicates),
    plainLanguage: compare(plainLanguageRanks(base), plainLanguageRanks(model)),
    inUse: inUse && compare(measure(inUse, corpus).amongAll, after.amongAll),
  };
}
