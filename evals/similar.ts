import {
  IN_TRIAGE,
  judgeWith,
  ON_THE_PAGE,
  reliabilityOfShown,
  type Shown,
} from '../src/knowledge/similar/learn.ts';
import { type ObservedPair, observePairs, sampleTickets } from '../src/knowledge/similar/observe.ts';
import type { Reliability } from '../src/knowledge/similar/reliability.ts';
import { shippedCalibration } from '../src/knowledge/similar/shipped.ts';
import { openSimilarSet, type SimilarSet } from './similar-set.ts';

export interface SimilarEvaluation {
  readonly tickets: number;
  /** Tickets that were compared, and how many of all tickets one without a known duplicate stands for. */
  readonly compared: { readonly withDuplicates: number; readonly without: number; readonly weight: number };
  readonly knownPairs: number;
  readonly calibration: { readonly embedder: string; readonly learnedWith: string };
  /** The five most probable beside each ticket; the most probable earlier one. */
  readonly page: Reliability;
  readonly triage: Reliability;
  /** The same, where each pair that is no labelled duplicate counts as none, whoever linked or resolved it otherwise. */
  readonly asLabelled: { readonly page: Reliability; readonly triage: Reliability };
}

/** Tickets without known duplicates that are compared: each costs two rankings. */
const MOST_OF_EACH = 1500;
const SEED = 1;

/**
 * Says of the pairs that people get to see how probably they are duplicates, as the product does, and compares it with
 * the labels. Tickets are as they come, most without any duplicate: of those a sample stands for all.
 */
export async function evaluateSimilar(folder: string): Promise<SimilarEvaluation> {
  const set = await openSimilarSet(folder);
  const pairs = await observeSample(set, MOST_OF_EACH, SEED);
  const judge = judgeWith(shippedCalibration);
  const asLabelled = pairs.map((pair) => ({ ...pair, unknown: false }));
  const known = { page: set.knownPairs, triage: set.laterDuplicates };
  const measure = (of: readonly ObservedPair[], shown: Shown, all: number) =>
    reliabilityOfShown(of, judge, { ...shown, known: all });
  const tickets = [...new Map(pairs.map(({ ticket, weight }) => [ticket.id, weight])).entries()];
  const having = tickets.filter(([id]) => set.known.groupOf(id) !== null).length;
  return {
    tickets: set.tickets.length,
    compared: {
      withDuplicates: having,
      without: tickets.length - having,
      weight: Math.max(...tickets.map(([, weight]) => weight)),
    },
    knownPairs: set.knownPairs,
    calibration: { embedder: set.embedder, learnedWith: shippedCalibration.embedder },
    page: measure(pairs, ON_THE_PAGE, known.page),
    triage: measure(pairs, IN_TRIAGE, known.triage),
    asLabelled: {
      page: measure(asLabelled, ON_THE_PAGE, known.page),
      triage: measure(asLabelled, IN_TRIAGE, known.triage),
    },
  };
}

export function observeSample(set: SimilarSet, mostOfEach: number, seed: number): Promise<ObservedPair[]> {
  const sampled = sampleTickets(set.tickets, set.known, { mostOfEach, seed });
  return observePairs(set, { asker: { kind: 'operator' }, sampled, known: set.known });
}

export function printSimilar({
  tickets,
  compared,
  knownPairs,
  page,
  triage,
  asLabelled,
}: SimilarEvaluation): void {
  const { withDuplicates, without, weight } = compared;
  console.log(
    `${tickets} tickets, ${knownPairs / 2} known pairs; compared: ${withDuplicates} with known duplicates, ` +
      `${without} without, each of which stands for ${weight.toFixed(1)}`,
  );
  console.log('Labels are incomplete: precision and the observed shares are lower bounds.');
  printReliability('On the page of a ticket: the five most probable', page);
  printReliability('In triage: the most probable earlier ticket', triage);
  console.log(
    '\nAs labelled: pairs linked otherwise and tickets resolved as duplicates of nobody knows what count as none.',
  );
  printReliability('On the page', asLabelled.page);
  printReliability('In triage', asLabelled.triage);
}

export function printReliability(title: string, reliability: Reliability): void {
  const { bins, thresholds, pairs, duplicates, expectedCalibrationError, brier, logLoss, auc } = reliability;
  console.log(`\n${title}: ${Math.round(pairs)} pairs, ${Math.round(duplicates)} known duplicates`);
  const round = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));
  console.table(
    bins.map(({ from, to, ...bin }) => ({
      said: `${from}–${to}`,
      pairs: Math.round(bin.pairs),
      predicted: round(bin.predicted),
      observed: round(bin.observed),
    })),
  );
  console.log(
    `expected calibration error ${round(expectedCalibrationError)}, Brier ${round(brier)}, log loss ${round(logLoss)}, AUC ${round(auc)}`,
  );
  for (const { threshold, proposed, precision, recall } of thresholds)
    console.log(
      `from ${threshold}: ${Math.round(proposed)} proposed, precision ${round(precision)}, recall ${round(recall)}`,
    );
}
