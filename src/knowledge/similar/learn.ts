import type { Calibration } from './calibration.ts';
import { foldsOf } from './folds.ts';
import { fitLogistic, type LogisticModel, type Observation, probabilityOf } from './logistic.ts';
import type { ObservedPair } from './observe.ts';
import { type Judged, type Reliability, reliabilityOf } from './reliability.ts';

/**
 * The candidates of a ticket that are learned from: the nearest. All the others, hardly any of them a duplicate, would
 * bend the curve towards where nobody looks (cross-validated calibration error of what a page shows on two trackers: .0005
 * with 3, .0013 with 5, .0032 with all 20).
 */
export const LEARNED_FROM = 3;

/** Learns from pairs whose answer is known. */
export function learnModel(
  pairs: readonly ObservedPair[],
  prior: LogisticModel,
  pull: number,
): Pick<Calibration, 'intercept' | 'weights' | 'typical'> {
  const known = pairs.filter(({ unknown, place }) => !unknown && place < LEARNED_FROM);
  return { ...fitLogistic(known, prior, pull), typical: means(known.filter(({ positive }) => !positive)) };
}

/** Fewer observations than this, per parameter, and the prior decides. */
export const PULL = 1;

/** What is said of pairs by models that have seen none of their tickets. */
export function crossValidated(
  pairs: readonly ObservedPair[],
  learn: (training: readonly ObservedPair[]) => (pair: ObservedPair) => number,
): Map<ObservedPair, number> {
  const folds = foldsOf(pairs);
  const said = new Map<ObservedPair, number>();
  for (const held of folds.values()) {
    const judge = learn([...folds.values()].filter((fold) => fold !== held).flat());
    for (const pair of held) said.set(pair, judge(pair));
  }
  return said;
}

/** Which pairs people get to see. */
export interface Shown {
  /** Compared with earlier tickets alone, as triage does, or with all. */
  readonly earlier: boolean;
  /** Of each ticket, this many of the most probable. */
  readonly most: number;
}

/** What a ticket's page shows, and what triage proposes. */
export const ON_THE_PAGE: Shown = { earlier: false, most: 5 };
export const IN_TRIAGE: Shown = { earlier: true, most: 1 };

/**
 * How reliable what people get to see is. Recall is of all known duplicates of the tickets in these pairs.
 *
 * @param known How many there are: a duplicate that was not among the candidates was missed too.
 */
export function reliabilityOfShown(
  pairs: readonly ObservedPair[],
  judge: (pair: ObservedPair) => number,
  { earlier, most, known }: Shown & { known?: number },
): Reliability {
  const judged = [
    ...Map.groupBy(
      pairs.filter((pair) => pair.earlier === earlier),
      ({ ticket }) => ticket.id,
    ),
  ]
    .flatMap(([, own]) =>
      own
        .map((pair) => ({ pair, probability: judge(pair) }))
        .sort((a, b) => b.probability - a.probability)
        .filter(({ pair }) => !pair.unknown)
        .slice(0, most),
    )
    .map(({ pair, probability }): Judged => ({ probability, positive: pair.positive, weight: pair.weight }));
  return reliabilityOf(judged, known);
}

/** The same of all pairs whose answer is known, whichever of them people would get to see. */
export function reliabilityOfAll(
  pairs: readonly ObservedPair[],
  judge: (pair: ObservedPair) => number,
): Reliability {
  return reliabilityOf(
    pairs
      .filter(({ unknown }) => !unknown)
      .map((pair) => ({ probability: judge(pair), positive: pair.positive, weight: pair.weight })),
  );
}

export function judgeWith(model: LogisticModel): (pair: ObservedPair) => number {
  return ({ features }) => probabilityOf(model, features);
}

function means(observations: readonly Observation[]): number[] {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const size = observations[0]?.features.length ?? 0;
  return Array.from(
    { length: size },
    (_, place) =>
      observations.reduce((sum, { features, weight }) => sum + weight * (features[place] as number), 0) /
      total,
  );
}
