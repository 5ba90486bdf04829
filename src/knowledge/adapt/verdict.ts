import { pairedDifference } from './bootstrap.ts';
import { foundBy, type Ranks } from './measure.ts';
import type { Comparison, Comparisons, Objection } from './outcome.ts';

export function compare(before: Ranks, after: Ranks): Comparison {
  const gain = (value: (rank: number) => number) => pairedDifference(before.map(value), after.map(value));
  return {
    before: foundBy(before),
    after: foundBy(after),
    mrrGain: gain((rank) => 1 / rank),
    r10Gain: gain((rank) => (rank <= 10 ? 1 : 0)),
  };
}

/** Fewer queries than this say nothing about duplicates. */
export const MIN_DUPLICATES = 30;
/** What everyday language may lose at most, in mean reciprocal rank: on 160 queries less than that is chance. */
export const PLAIN_LANGUAGE_LOSS = 0.02;

/** What speaks against a trained model; it is taken where nothing does. A gain must be certain to 95 %, and so must a loss. */
export function objectionsTo({ amongAll, duplicates, plainLanguage, inUse }: Comparisons): Objection[] {
  const found: Objection[] = [];
  if (amongAll.mrrGain.low <= 0) found.push('no-gain');
  if (duplicates && duplicates.mrrGain.high < 0) found.push('duplicates-worse');
  if (plainLanguage.mrrGain.mean < -PLAIN_LANGUAGE_LOSS) found.push('plain-language-worse');
  if (inUse && inUse.mrrGain.high < 0) found.push('worse-than-in-use');
  return found;
}
