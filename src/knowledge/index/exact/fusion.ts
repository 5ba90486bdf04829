import type { Unrelated } from '../../centring/centring.ts';
import { meaningOf, UNREAD } from '../meaning.ts';
import type { ChunkKind, IndexHit } from '../search-index.ts';
import { WEIGHTS } from '../weights.ts';

/** A ticket's scores while its chunks are gone through. Words are BM25 sums, meanings products with the query's probes. */
export interface TicketScore {
  readonly ticketId: string;
  passageWords: number;
  summaryWords: number;
  passageMeaning: number;
  summaryMeaning: number;
  /** The passage that speaks most for the ticket, and how much. */
  best: string;
  bestScore: number;
}

export interface FusedHit extends Omit<IndexHit, 'passage' | 'expansions'> {
  readonly chunkId: string;
}

export function emptyScore(ticketId: string): TicketScore {
  return {
    ticketId,
    passageWords: 0,
    summaryWords: 0,
    passageMeaning: UNREAD,
    summaryMeaning: UNREAD,
    best: '',
    bestScore: Number.NEGATIVE_INFINITY,
  };
}

/** Counts one chunk in: of several passages the best one counts, for words and meaning apart. */
export function addChunk(
  score: TicketScore,
  id: string,
  kind: ChunkKind,
  words: number,
  meaning: number,
): void {
  if (kind === 'summary') {
    score.summaryWords = words;
    score.summaryMeaning = meaning;
    // Whoever sees the hit sees the summary anyway: it stands for the ticket only where nothing else may be read.
    if (score.best === '') score.best = id;
  } else {
    score.passageWords = Math.max(score.passageWords, words);
    score.passageMeaning = Math.max(score.passageMeaning, meaning);
    // BM25 sums run to tens where cosines end at 1: a word decides, meaning breaks ties.
    const evidence = words + meaning;
    if (evidence > score.bestScore) {
      score.best = id;
      score.bestScore = evidence;
    }
  }
}

/** What a query asks for, and what its scores are measured by. */
export interface FusionScale {
  readonly words: boolean;
  readonly meaning: boolean;
  /** How many different words the query has; above 5 it does not matter how many. */
  readonly queryWords: number;
  /** What a text scores that has all words of a short query, or the rarest of a long one. */
  readonly fullWords: number;
  /** How many tickets have any of the words, of all that meet the filter: also of those that other facets are picked over. */
  readonly ticketsWithWords: number;
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
/** So many tickets with words of the query show that it is of this world. */
const TICKETS_WITH_WORDS = 10;
/** The same where only meaning is asked for, and nobody knows of the words. */
const FLOOR_OF_MEANING_ALONE = 3;

/**
 * Ranks tickets by a convex combination of words and meaning (Bruch, Gai & Ingber 2023, "An Analysis of Fusion Functions
 * for Hybrid Retrieval"). Words are scaled to the greatest score of this query, but to no less than `fullWords`:
 * otherwise the one ticket that shares a single word with a short query would count as a perfect fit. Meaning is scaled
 * by how far unrelated tickets lie apart, or to the greatest of this query while that is not known.
 */
export function fuse(scores: readonly TicketScore[], asked: FusionScale, limit: number): FusedHit[] {
  const words = scores.map(wordsOf);
  const meaning = scores.map((score) => meaningOf(score.passageMeaning, score.summaryMeaning));
  const mostWords = Math.max(Number.MIN_VALUE, asked.fullWords, greatest(words));
  const { zero, one } = meaningScale(asked, meaning);
  const floor = meaningFloor(asked);
  const weight = asked.words && asked.meaning ? WEIGHTS.meaning : asked.meaning ? 1 : 0;

  const hits: FusedHit[] = [];
  for (const [position, { ticketId, best, passageMeaning, summaryMeaning }] of scores.entries()) {
    const lexical = (words[position] as number) / mostWords;
    const semantic = meaning[position] as number;
    if (lexical <= 0 && semantic <= floor) continue;
    const scaled = Math.max(0, semantic - zero) / (one - zero);
    hits.push({
      ticketId,
      score: weight * scaled + (1 - weight) * lexical,
      lexical,
      semantic,
      passageMeaning: passageMeaning === UNREAD ? null : passageMeaning,
      summaryMeaning: summaryMeaning === UNREAD ? null : summaryMeaning,
      chunkId: best,
    });
  }
  // The ticket id decides between equals, so that the same query has the same answer.
  hits.sort((a, b) => b.score - a.score || (a.ticketId < b.ticketId ? -1 : 1));
  return hits.slice(0, limit).map((hit) => ({ ...hit, score: Math.min(1, hit.score) }));
}

const wordsOf = ({ passageWords, summaryWords }: TicketScore) =>
  passageWords + WEIGHTS.summaryWords * summaryWords;

/** How many of these tickets have any of the query's words. */
export const countWithWords = (scores: readonly TicketScore[]): number =>
  scores.filter((score) => wordsOf(score) > 0).length;

/** The meanings that count as 0 and as 1. */
function meaningScale(
  { words, queryWords, unrelated }: FusionScale,
  meanings: readonly number[],
): { zero: number; one: number } {
  if (!unrelated) return { zero: 0, one: Math.max(Number.MIN_VALUE, greatest(meanings)) };
  const counted = Math.min(WORDS_OF_A_SENTENCE, Math.max(FEWEST_WORDS, queryWords));
  const deviations = words ? (DEVIATIONS_OF_ONE * counted) / WORDS_OF_A_SENTENCE : DEVIATIONS_OF_ONE;
  return { zero: unrelated.middle, one: unrelated.middle + deviations * unrelated.deviation };
}

/** The meaning that a ticket without any of the words must exceed to be a hit. */
function meaningFloor({ words, ticketsWithWords, unrelated }: FusionScale): number {
  if (!unrelated) return 0;
  const known = Math.min(1, ticketsWithWords / TICKETS_WITH_WORDS);
  const deviations = words
    ? FLOOR_WITHOUT_WORDS + (FLOOR_AMONG_WORDS - FLOOR_WITHOUT_WORDS) * known
    : FLOOR_OF_MEANING_ALONE;
  return unrelated.middle + deviations * unrelated.deviation;
}

function greatest(values: readonly number[]): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
