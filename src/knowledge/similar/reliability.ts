/** A probability that was given, and what turned out; it stands for `weight` pairs like it. */
export interface Judged {
  readonly probability: number;
  readonly positive: boolean;
  readonly weight: number;
}

/** Pairs whose probability lies in [from, to), 1 included in the last. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** Mean probability given; null without pairs. */
  readonly predicted: number | null;
  /** Share that turned out to be duplicates; null without pairs. */
  readonly observed: number | null;
}

export interface AtThreshold {
  readonly threshold: number;
  readonly proposed: number;
  /** Of those proposed, the share that are known duplicates; null where none was proposed. */
  readonly precision: number | null;
  /** Of all known duplicates, the share that was proposed. */
  readonly recall: number;
}

/** How far probabilities mean what they say. */
export interface Reliability {
  readonly pairs: number;
  readonly duplicates: number;
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance between predicted and observed over the bins, weighed by their pairs (Naeini et al. 2015). */
  readonly expectedCalibrationError: number;
  /** Mean squared error of the probabilities (Brier 1950). */
  readonly brier: number;
  /** Mean negative logarithm of the probability given to what turned out. */
  readonly logLoss: number;
  /** The chance that a duplicate was given more than what is none. */
  readonly auc: number;
  readonly thresholds: readonly AtThreshold[];
}

const BINS = 10;
/** What is wrong and was certain counts as this improbable: otherwise one such pair would count more than all others. */
const CERTAIN = 1e-12;
const THRESHOLDS = [0.5, 0.8, 0.9];

/**
 * @param known How many duplicates there are, those included that were not among the pairs; recall is of these.
 */
export function reliabilityOf(judged: readonly Judged[], known?: number): Reliability {
  const duplicates = weightOf(judged.filter(({ positive }) => positive));
  const pairs = weightOf(judged);
  const bins = Array.from({ length: BINS }, (_, place) =>
    binOf(
      judged.filter(({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === place),
      place,
    ),
  );
  const mean = (value: (each: Judged) => number) =>
    judged.reduce((sum, each) => sum + each.weight * value(each), 0) / Math.max(Number.MIN_VALUE, pairs);
  return {
    pairs,
    duplicates,
    bins,
    expectedCalibrationError:
      bins.reduce((sum, bin) => sum + bin.pairs * Math.abs((bin.predicted ?? 0) - (bin.observed ?? 0)), 0) /
      Math.max(Number.MIN_VALUE, pairs),
    brier: mean(({ probability, positive }) => (probability - (positive ? 1 : 0)) ** 2),
    logLoss: mean(
      ({ probability, positive }) => -Math.log(Math.max(CERTAIN, positive ? probability : 1 - probability)),
    ),
    auc: areaUnderCurve(judged),
    thresholds: THRESHOLDS.map((threshold) => {
      const proposed = judged.filter(({ probability }) => probability >= threshold);
      const hits = weightOf(proposed.filter(({ positive }) => positive));
      const all = weightOf(proposed);
      return {
        threshold,
        proposed: all,
        precision: all === 0 ? null : hits / all,
        recall: hits / Math.max(Number.MIN_VALUE, known ?? duplicates),
      };
    }),
  };
}

function weightOf(judged: readonly Judged[]): number {
  return judged.reduce((sum, { weight }) => sum + weight, 0);
}

function binOf(judged: readonly Judged[], place: number): ReliabilityBin {
  const pairs = weightOf(judged);
  const share = (value: (each: Judged) => number) =>
    pairs === 0 ? null : judged.reduce((sum, each) => sum + each.weight * value(each), 0) / pairs;
  return {
    from: place / BINS,
    to: (place + 1) / BINS,
    pairs,
    predicted: share(({ probability }) => probability),
    observed: share(({ positive }) => (positive ? 1 : 0)),
  };
}

/** By walking down the probabilities: each duplicate is ahead of what comes after it, and half ahead of its equals. */
function areaUnderCurve(judged: readonly Judged[]): number {
  const groups = [...Map.groupBy(judged, ({ probability }) => probability)].sort(([a], [b]) => b - a);
  const all = weightOf(judged.filter(({ positive }) => !positive));
  const duplicates = weightOf(judged) - all;
  let behind = all;
  let ahead = 0;
  for (const [, group] of groups) {
    const others = weightOf(group.filter(({ positive }) => !positive));
    behind -= others;
    ahead += (weightOf(group) - others) * (behind + others / 2);
  }
  return all === 0 || duplicates === 0 ? 0.5 : ahead / (all * duplicates);
}
