import type { Unrelated } from '../centring/centring.ts';
import type { IndexHit } from './search-index.ts';
import type { SignalWeights } from './weights.ts';

export interface FusedHit extends Omit<IndexHit, 'passage' | 'expansions'> {
  readonly chunkId: string;
}

/** What a query asks for, and what its scores are measured by. */
export interface FusionScale {
  readonly words: boolean;
  readonly meaning: boolean;
  readonly weights: Pick<SignalWeights, 'meaning'>;
  /** How many different words the query has; above 5 it does not matter how many. */
  readonly queryWords: number;
  /** What a text scores that has all words of a short query, or the rarest of a long one. */
  readonly fullWords: number;
  /** The greatest words' score of any ticket of the list; 0 where none has a word. */
  readonly listWords: number;
  /** How many tickets have any of the words, of all that meet the filter: also of those that other facets are picked over. */
  readonly ticketsWithWords: number;
  /** The greatest meaning of any ticket of the list; plays a part only where `unrelated` is null. */
  readonly bestMeaning: number;
  /** How near unrelated tickets lie; null where that is not known yet. */
  readonly unrelated: Unrelated | null;
}

/**
 * So many deviations above unrelated tickets count as 1: with the deviation of 1/16 that centred vectors have here, the
 * scaled value is the cosine itself; those of an embedder that packs texts closer are spread alike.
 */
export const DEVIATIONS_OF_ONE = 16;

/**
 * A few words point less clearly than a sentence does, and even the tickets that they mean lie less far above unrelated
 * ones: with fewer words than the one number, down to the other, less counts as 1.
 */
const WORDS_OF_A_SENTENCE = 5;
const FEWEST_WORDS = 2;

/**
 * How many deviations above unrelated tickets one must lie that has none of the query's words: the less, the more tickets
 * have some. Where few have any, the query may be of another world, and of thousands of tickets some lie 4 deviations
 * above by chance.
 */
const FLOOR_AMONG_WORDS = 2.5;
const FLOOR_WITHOUT_WORDS = 5;
/** So many tickets with words of the query show that it is of this world: more make no difference. */
export const TICKETS_WITH_WORDS = 10;
/** The same where only meaning is asked for, and nobody knows of the words. */
const FLOOR_OF_MEANING_ALONE = 3;

/** Cosines of texts that have nothing to do with each other differ from 0 by less than this, as vectors are kept. */
const PRECISION = 1e-4;

/** For bounds: a score that was turned round and back again may differ by its last digits. */
const ROUNDING = 1e-9;

/**
 * Scores tickets by a convex combination of words and meaning (Bruch, Gai & Ingber 2023, "An Analysis of Fusion
 * Functions for Hybrid Retrieval").
 */
export interface Fusion {
  /** Words relative to the greatest score of this query: 0 to 1. */
  lexical(words: number): number;
  /** Grows with both. Above 1 where meaning lies beyond its scale. */
  score(words: number, meaning: number): number;
  /** Whether a ticket is a hit at all: it has a word, or its meaning lies above the floor. */
  isHit(words: number, meaning: number): boolean;
  /** The meaning that a ticket without any of the words must exceed to be a hit. */
  readonly floor: number;
  /** The meaning that a ticket without any of the words needs for a score, or a little less. */
  meaningFor(score: number): number;
  /** The words that a ticket of this meaning needs for a score, or a little less. */
  wordsFor(score: number, meaning: number): number;
}

/**
 * Words are scaled to the greatest score of this query, but to no less than `fullWords`: otherwise the one ticket that
 * shares a single word with a short query would count as a perfect fit. Meaning is scaled by how far unrelated tickets
 * lie apart, or to the greatest of this query while that is not known.
 */
export function fusionOf(asked: FusionScale): Fusion {
  const mostWords = Math.max(Number.MIN_VALUE, asked.fullWords, asked.listWords);
  const { zero, one } = meaningScale(asked);
  const floor = meaningFloor(asked);
  const weight = asked.words && asked.meaning ? asked.weights.meaning : asked.meaning ? 1 : 0;
  const scaled = (meaning: number) => Math.max(0, meaning - zero) / (one - zero);
  return {
    lexical: (words) => words / mostWords,
    score: (words, meaning) => weight * scaled(meaning) + (1 - weight) * (words / mostWords),
    isHit: (words, meaning) => words > 0 || (asked.meaning && meaning > floor),
    floor,
    meaningFor: (score) =>
      score <= 0 ? Number.NEGATIVE_INFINITY : zero + ((score - ROUNDING) / weight) * (one - zero),
    wordsFor: (score, meaning) => ((score - ROUNDING - weight * scaled(meaning)) / (1 - weight)) * mostWords,
  };
}

/** The meanings that count as 0 and as 1. */
function meaningScale({ words, queryWords, unrelated, bestMeaning }: FusionScale): {
  zero: number;
  one: number;
} {
  if (!unrelated) return { zero: 0, one: Math.max(PRECISION, bestMeaning) };
  const counted = Math.min(WORDS_OF_A_SENTENCE, Math.max(FEWEST_WORDS, queryWords));
  const deviations = words ? (DEVIATIONS_OF_ONE * counted) / WORDS_OF_A_SENTENCE : DEVIATIONS_OF_ONE;
  return { zero: unrelated.middle, one: unrelated.middle + deviations * unrelated.deviation };
}

function meaningFloor({ words, ticketsWithWords, unrelated }: FusionScale): number {
  if (!unrelated) return PRECISION;
  const known = Math.min(1, ticketsWithWords / TICKETS_WITH_WORDS);
  const deviations = words
    ? FLOOR_WITHOUT_WORDS + (FLOOR_AMONG_WORDS - FLOOR_WITHOUT_WORDS) * known
    : FLOOR_OF_MEANING_ALONE;
  return unrelated.middle + deviations * unrelated.deviation;
}
