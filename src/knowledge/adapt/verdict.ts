import { type Difference, pairedDifference } from './bootstrap.ts';
import { type Found, foundBy, type Ranks } from './measure.ts';

/** One measure of two models on the same queries. */
export interface Comparison {
  readonly before: Found;
  readonly after: Found;
  /** Of the mean reciprocal ranks, after minus before. */
  readonly mrrGain: Difference;
  readonly r10Gain: Difference;
}

export function compare(before: Ranks, after: Ranks): Comparison {
  const gain = (value: (rank: number) => number) => pairedDifference(before.map(value), after.map(value));
  return {
    before: foundBy(before),
    after: foundBy(after),
    mrrGain: gain((rank) => 1 / rank),
    r10Gain: gain((rank) => (rank <= 10 ? 1 : 0)),
  };
}

/** What is known of a trained model beside the one that ships. */
export interface Comparisons {
  /** Summaries of held-back tickets look for their descriptions, among those of held-back tickets. */
  readonly heldBack: Comparison;
  /** The same among descriptions that were learned from, too. */
  readonly amongAll: Comparison;
  /** Tickets look for their known duplicates; null where fewer than `MIN_DUPLICATES` have one. */
  readonly duplicates: Comparison | null;
  /** Everyday phrases look for others that say the same. */
  readonly plainLanguage: Comparison;
  /** As `amongAll`, beside the model in use; null where that is the one that ships. */
  readonly inUse: Comparison | null;
}

/** Why a trained model is not taken. */
export const OBJECTIONS = [
  'no-gain',
  'duplicates-worse',
  'plain-language-worse',
  'worse-than-in-use',
] as const;
export type Objection = (typeof OBJECTIONS)[number];

/** Fewer queries than this say nothing about duplicates. */
export const MIN_DUPLICATES = 30;
/** What everyday language may lose at most, in mean reciprocal rank: on 160 queries less than that is chance. */
const PLAIN_LANGUAGE_LOSS = 0.03;

/** What speaks against a trained model; it is taken where nothing does. A gain must be certain to 95 %, and so must a loss. */
export function objectionsTo({ amongAll, duplicates, plainLanguage, inUse }: Comparisons): Objection[] {
  const found: Objection[] = [];
  if (amongAll.mrrGain.low <= 0) found.push('no-gain');
  if (duplicates && duplicates.mrrGain.high < 0) found.push('duplicates-worse');
  if (plainLanguage.mrrGain.mean < -PLAIN_LANGUAGE_LOSS) found.push('plain-language-worse');
  if (inUse && inUse.mrrGain.high < 0) found.push('worse-than-in-use');
  return found;
}
