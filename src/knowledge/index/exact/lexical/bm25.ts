/**
 * BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond") with settings of their own
 * for summaries and for all other texts, as in BM25F, but without adding up what several texts of a ticket hold.
 * Constants were chosen on two trackers (Hive, ActiveMQ); see docs/decisions/0022.
 */
interface FieldSettings {
  /** How soon repetitions of a term stop counting. */
  readonly k1: number;
  /** How much of a text's length is made up for: 0 nothing, 1 all. */
  readonly b: number;
}

const BODY: FieldSettings = { k1: 2.5, b: 1 };
const SUMMARY: FieldSettings = { k1: 3, b: 1 };
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

/** By field, body first: a term that stands `count` times in a text of a length scores
 * `count * gain / (count + base + slope * length)` times its weight, and so its weight where it stands once in a text of
 * average length. */
export interface Saturation {
  readonly gain: readonly [number, number];
  readonly base: readonly [number, number];
  readonly slope: readonly [number, number];
}

export function saturation([body, summary]: readonly [number, number]): Saturation {
  const slope = ({ k1, b }: FieldSettings, average: number) => (k1 * b) / Math.max(1, average);
  return {
    gain: [BODY.k1 + 1, SUMMARY.k1 + 1],
    base: [BODY.k1 * (1 - BODY.b), SUMMARY.k1 * (1 - SUMMARY.b)],
    slope: [slope(BODY, body), slope(SUMMARY, summary)],
  };
}
