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
  const { body, summary } = queryTerms < TEXT_TERMS ? FEW_WORDS : WHOLE_TEXT;
  const worths = new Float64Array(2 * shapes);
  for (let lengthClass = 0; lengthClass < LENGTH_CLASSES; lengthClass += 1) {
    const { k1, b, weight } = lengthClass === SUMMARY_CLASS ? summary : body;
    const average = Math.max(1, averages[lengthClass] as number);
    for (let shape = lengthClass; shape < shapes; shape += LENGTH_CLASSES) {
      worths[2 * shape] = weight * (k1 + 1);
      worths[2 * shape + 1] = k1 * (1 - b) + ((k1 * b) / average) * lengthOf(shape);
    }
  }
  return worths;
}
