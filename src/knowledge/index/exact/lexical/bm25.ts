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

/**
 * By field, body first: a term that stands `count` times in a text of a length scores
 * `gain · count / (count + base + slope · length)` times the term's weight. That is the field's weight where the term
 * stands once in a text of average length.
 */
export interface Saturation {
  readonly gain: readonly [number, number];
  readonly base: readonly [number, number];
  readonly slope: readonly [number, number];
}

/**
 * @param queryTerms how many different terms the query has.
 * @param averages the mean length of texts that are no summaries, and of summaries.
 */
export function saturation(queryTerms: number, averages: readonly [number, number]): Saturation {
  const { body, summary } = queryTerms < TEXT_TERMS ? FEW_WORDS : WHOLE_TEXT;
  const gain = ({ k1, weight }: Field) => weight * (k1 + 1);
  const base = ({ k1, b }: Field) => k1 * (1 - b);
  const slope = ({ k1, b }: Field, average: number) => (k1 * b) / Math.max(1, average);
  return {
    gain: [gain(body), gain(summary)],
    base: [base(body), base(summary)],
    slope: [slope(body, averages[0]), slope(summary, averages[1])],
  };
}
