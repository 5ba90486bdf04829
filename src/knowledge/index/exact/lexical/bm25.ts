import { LENGTH_CLASSES, lengthOf, SUMMARY_CLASS } from './lengths.ts';

/**
 * BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond") with settings of their own
 * for summaries and for all other texts, as in BM25F, but without adding up what several texts of a ticket hold.
 * Constants were chosen on two trackers (Hive, ActiveMQ); see docs/decisions/0022.
 */
interface Field {
  /** How soon repetitions of a term stop counting. */
  readonly k1: number;
  /** How much of a text's length is made up for: 0 nothing, 1 all. */
  readonly b: number;
  /** What the field's scores count. */
  readonly weight: number;
}

interface Settings {
  readonly body: Field;
  readonly summary: Field;
}

/** For a few words: the customary middle values. A summary, which looks most like them, counts a quarter less. */
const FEW_WORDS: Settings = {
  body: { k1: 1.6, b: 0.75, weight: 1 },
  summary: { k1: 1.2, b: 0.75, weight: 0.75 },
};
/**
 * For a whole text, such as a ticket: nearly every long text holds much of it by chance, so that length is made up for
 * in full (He & Ounis 2005, "Term frequency normalisation tuning for BM25 and DFR models").
 */
const WHOLE_TEXT: Settings = {
  body: { k1: 2.5, b: 1, weight: 1 },
  summary: { k1: 3, b: 1, weight: 1 },
};
/** From this many different terms on a query is a text. */
const TEXT_TERMS = 30;

/** Repetitions in a query saturate too, so that a whole ticket can be one. */
const K3 = 2;

/** How much it tells that a ticket holds a term that `holders` of `tickets` hold. */
export function rarity(holders: number, tickets: number): number {
  return Math.log(1 + (tickets - holders + 0.5) / (holders + 0.5));
}

/** What a term counts that stands `count` times in a query: 1 for once. */
export function queryWeight(count: number): number {
  return ((K3 + 1) * count) / (K3 + count);
}

/** A short query's words are expected all; of a long one, such as a whole ticket, nobody holds more than some. */
const EXPECTED_WORDS = 5;

/** What a text of average length scores that holds each of a query's rarest words once, of which these are the weights. */
export function fullScoreOf(weights: readonly number[]): number {
  return weights
    .toSorted((a, b) => b - a)
    .slice(0, EXPECTED_WORDS)
    .reduce((sum, weight) => sum + weight, 0);
}

/**
 * What a term that stands `count` times in a text is worth is `gain · count / (count + norm)` times the term's weight:
 * the field's weight where the term stands once in a text of average length. For each shape of a text (see `Slots`) its
 * gain, then its norm: looking them up is faster than working them out for every entry.
 */
export type Worths = Float64Array;

/**
 * @param queryTerms how many different terms the query has.
 * @param averages the mean length of texts by class.
 * @param shapes one more than the greatest shape.
 */
export function worthsOf(queryTerms: number, averages: readonly number[], shapes: number): Worths {
  const settings = queryTerms < TEXT_TERMS ? FEW_WORDS : WHOLE_TEXT;
  const worths = new Float64Array(2 * shapes);
  for (let shape = 0; shape < shapes; shape += 1) worths.set(worthOf(settings, averages, shape), 2 * shape);
  return worths;
}

function worthOf(
  { body, summary }: Settings,
  averages: readonly number[],
  shape: number,
): [gain: number, norm: number] {
  const lengthClass = shape % LENGTH_CLASSES;
  const { k1, b, weight } = lengthClass === SUMMARY_CLASS ? summary : body;
  const average = Math.max(1, averages[lengthClass] as number);
  return [weight * (k1 + 1), k1 * (1 - b) + ((k1 * b) / average) * lengthOf(shape)];
}

/**
 * What a term that stands `count` times in a text of some shape is worth to a query of a few words, before the term's own
 * weight: for who has to say it before anybody asks.
 */
export function worthToFewWords(count: number, shape: number, averages: readonly number[]): number {
  const [gain, norm] = worthOf(FEW_WORDS, averages, shape);
  return (gain * count) / (count + norm);
}
