import { CasebookError } from '../../domain/index.ts';
import { adaptedName } from '../embed/static/adapted.ts';
import { encodeModel, idOfModel } from '../embed/static/encode.ts';
import type { ModelOrigin, StaticModel } from '../embed/static/file.ts';
import { wordPieceTokenizer } from '../embed/static/wordpiece.ts';
import { type Corpus, createCorpus, type TicketTexts } from './corpus.ts';
import { measure } from './measure.ts';
import type { Comparisons, Outcome } from './outcome.ts';
import { plainLanguageRanks } from './plain-language.ts';
import { learnedTable } from './quantise.ts';
import type { Student } from './student.ts';
import { stepsFor, TRAINING, type Training, train } from './train.ts';
import { compare, MIN_DUPLICATES, objectionsTo, PLAIN_LANGUAGE_LOSS } from './verdict.ts';

export type LearningStep = 'read' | 'train' | 'measure';
export type OnProgress = (step: LearningStep, done: number, total: number) => void;

/** With fewer tickets that have a summary and a description, what is held back could not show a gain. */
export const MIN_TICKETS = 1000;
const HELD_BACK = { share: 0.15, least: 300, most: 2000 };
const MEASUREMENTS = 2;
const LEAST_SHARE = 0.25;
const SHARES = [1, 0.75, 0.5, LEAST_SHARE];

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
  /** The one in use, where it is another one. One made from an earlier model that shipped knows other tokens, and is not compared. */
  readonly inUse: StaticModel | null;
  readonly seed?: number;
  /** For tests and evals. */
  readonly training?: Partial<Training>;
}

const SEED = 1;

export function createLearning({ base, inUse, seed = SEED, training = {} }: LearningOptions): Learning {
  const comparable = inUse?.origin?.base === base.id ? inUse : null;
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
      const { model, share } = asFarAsPlainLanguageAllows(base, student, origin);
      const comparisons = comparisonsOf(base, comparable, model, corpus, (done) =>
        onProgress('measure', done, MEASUREMENTS),
      );
      const name = adaptedName(base.dimensions);
      const file = encodeModel(model, name);
      const outcome: Outcome = {
        model: idOfModel(name, file),
        base: base.id,
        tickets: corpus.tickets.length,
        learned,
        heldBack,
        pairs,
        tokens: learners,
        steps: settings.steps,
        share,
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

/**
 * A model between the one that ships and the one that was trained knows most of what either knows (Wortsman et al. 2022,
 * "Robust fine-tuning of zero-shot models"): it goes as far as everyday language stays understood.
 */
function asFarAsPlainLanguageAllows(base: StaticModel, student: Student, origin: ModelOrigin) {
  const before = plainLanguageRanks(base);
  for (const share of SHARES) {
    const model = { ...base, ...learnedTable(base, student, share), origin };
    const { mrrGain } = compare(before, plainLanguageRanks(model));
    if (mrrGain.mean >= -PLAIN_LANGUAGE_LOSS || share === LEAST_SHARE) return { model, share };
  }
  throw new Error('one of the shares is the least');
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
