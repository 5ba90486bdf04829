import { type SignalWeights, WEIGHTS } from '../index/weights.ts';
import { foldsOf } from './folds.ts';
import { type Reported, type ReportWeights, similarityScore } from './score.ts';

/** A ticket of which duplicates are known, taken as a query. */
export interface WeighedQuery {
  /** Queries of one fold share no ticket's matter with those of another. */
  readonly fold: string;
  readonly report: Reported;
  /** Known duplicates that could be found. */
  readonly wanted: number;
  /** The tickets whose texts are nearest with these weights, the ticket itself not among them. */
  nearest(weights: Omit<SignalWeights, keyof ReportWeights>): Promise<readonly FoundTicket[]>;
}

export interface FoundTicket {
  readonly id: string;
  readonly report: Reported;
  /** How well it answers the query, by words and meaning. */
  readonly score: number;
  readonly duplicate: boolean;
}

/** How well known duplicates are found: means over the queries. */
export interface FindingQuality {
  readonly recallAt10: number;
  /** The reciprocal rank of the first duplicate; 0 where none is among the ten. */
  readonly mrrAt10: number;
}

export interface LearnedWeights {
  /** What all queries together ask for. */
  readonly weights: SignalWeights;
  readonly queries: number;
  /** With the shipped weights. */
  readonly before: FindingQuality;
  /** Each query with weights that were learned without it and what it shares a matter with. */
  readonly after: FindingQuality;
  /** Whether the gain lies beyond chance. */
  readonly better: boolean;
}

/** The shipped weights lie in the midst of what is tried. */
const TRIED = {
  meaning: [0.3, 0.4, 0.5, 0.6, 0.7],
  summaryMeaning: [0.2, 0.4, 0.6],
  timeApart: [0, 0.03, 0.06, 0.09],
  later: [0, 0.02, 0.04],
  otherProject: [0, 0.06, 0.12],
} as const satisfies Readonly<Record<keyof SignalWeights, readonly number[]>>;

const SIGNALS = Object.keys(TRIED) as (keyof SignalWeights)[];

/** So many standard errors, as in a one-sided test at 5 %: chance seems as much of a gain in one of twenty installations. */
const BEYOND_CHANCE = 1.645;

/** A step on each signal's scale, in the order of `SIGNALS`. */
type Place = readonly number[];

const PLACES: readonly Place[] = SIGNALS.reduce<Place[]>(
  (places, signal) => places.flatMap((place) => TRIED[signal].map((_, step) => [...place, step])),
  [[]],
);

/** How far two places lie from each other in `PLACES` that are one step of a signal apart. */
const STRIDES = SIGNALS.map((_, axis) =>
  SIGNALS.slice(axis + 1).reduce((product, signal) => product * TRIED[signal].length, 1),
);

/** A place and those one step beside it: quality is flat and noisy around its best, which its neighbours share. */
function around(at: number): number[] {
  const place = PLACES[at] as Place;
  const beside = SIGNALS.flatMap((signal, axis) =>
    [-1, 1]
      .filter((step) => TRIED[signal][(place[axis] as number) + step] !== undefined)
      .map((step) => at + step * (STRIDES[axis] as number)),
  );
  return [at, ...beside];
}

const SHIPPED_PLACE = PLACES.findIndex((place) => {
  const weights = weightsAt(place);
  return SIGNALS.every((signal) => weights[signal] === WEIGHTS[signal]);
});

function weightsAt(place: Place): SignalWeights {
  const weights = SIGNALS.map((signal, at) => [signal, TRIED[signal][place[at] as number]]);
  return Object.fromEntries(weights);
}

/**
 * Learns by what known duplicates are found best: the mean of recall@10 and reciprocal rank over a grid of weights, the
 * place taken whose neighbourhood is best. Cross-validated in five parts; nothing is drawn by chance.
 *
 * @throws the signal's reason, between two queries.
 */
export async function learnWeights(
  queries: readonly WeighedQuery[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<LearnedWeights> {
  const measured: Measured[] = [];
  for (const query of queries) {
    signal?.throwIfAborted();
    measured.push({ fold: query.fold, at: await qualityAtPlaces(query) });
  }
  const folds = [...foldsOf(measured).values()];
  const pairs = folds.flatMap((held) => {
    const place = bestPlace(folds.filter((fold) => fold !== held).flat());
    return held.map(({ at }) => ({
      before: at[SHIPPED_PLACE] as FindingQuality,
      after: at[place] as FindingQuality,
    }));
  });
  const gains = pairs.map(({ before, after }) => worth(after) - worth(before));
  const gain = mean(gains);
  const spread = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)));
  return {
    weights: weightsAt(PLACES[bestPlace(measured)] as Place),
    queries: queries.length,
    before: meanQuality(pairs.map(({ before }) => before)),
    after: meanQuality(pairs.map(({ after }) => after)),
    better: gain > 0 && gain > (BEYOND_CHANCE * spread) / Math.sqrt(gains.length),
  };
}

interface Measured {
  readonly fold: string;
  /** In the order of `PLACES`. */
  readonly at: readonly FindingQuality[];
}

async function qualityAtPlaces(query: WeighedQuery): Promise<FindingQuality[]> {
  const found = new Map<string, readonly FoundTicket[]>();
  for (const meaning of TRIED.meaning)
    for (const summaryMeaning of TRIED.summaryMeaning)
      found.set(`${meaning} ${summaryMeaning}`, await query.nearest({ meaning, summaryMeaning }));
  return PLACES.map((place) => {
    const weights = weightsAt(place);
    const nearest = found.get(`${weights.meaning} ${weights.summaryMeaning}`) as readonly FoundTicket[];
    return qualityOf(query, nearest, weights);
  });
}

function qualityOf(
  { report, wanted }: WeighedQuery,
  nearest: readonly FoundTicket[],
  weights: ReportWeights,
): FindingQuality {
  const best = nearest
    .map(({ id, duplicate, ...each }) => ({
      id,
      duplicate,
      similarity: similarityScore(each.score, report, each.report, weights),
    }))
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, 10);
  const first = best.findIndex(({ duplicate }) => duplicate);
  const found = best.filter(({ duplicate }) => duplicate).length;
  return { recallAt10: found / wanted, mrrAt10: first < 0 ? 0 : 1 / (first + 1) };
}

/** What is made as great as possible. */
const worth = ({ recallAt10, mrrAt10 }: FindingQuality) => (recallAt10 + mrrAt10) / 2;

/** The place whose neighbourhood is best; of equals the shipped one, else the first. */
function bestPlace(measured: readonly Measured[]): number {
  const worths = PLACES.map((_, place) => mean(measured.map(({ at }) => worth(at[place] as FindingQuality))));
  const smooth = PLACES.map((_, at) => mean(around(at).map((place) => worths[place] as number)));
  return smooth.reduce(
    (best, value, place) => (value > (smooth[best] as number) ? place : best),
    SHIPPED_PLACE,
  );
}

const meanQuality = (all: readonly FindingQuality[]): FindingQuality => ({
  recallAt10: mean(all.map(({ recallAt10 }) => recallAt10)),
  mrrAt10: mean(all.map(({ mrrAt10 }) => mrrAt10)),
});

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
