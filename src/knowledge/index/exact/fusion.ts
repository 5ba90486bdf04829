import type { ChunkKind } from '../search-index.ts';

/**
 * How words and meaning are weighed against each other: `MEANING · semantic + (1 − MEANING) · lexical`, and how much
 * the summary's own scores count beside those of the best passage. Chosen on the duplicates of two open-source trackers
 * (Hive, ActiveMQ), where recall is flat around these values; confirmed on four others by `npm run eval -- retrieval`.
 */
const MEANING = 0.4;
const SUMMARY_WORDS = 2;
const SUMMARY_MEANING = 0.35;

/** Below every cosine: no such chunk that the asker may read. */
const UNREAD = Number.NEGATIVE_INFINITY;

/** A ticket's scores while its chunks are gone through. Lexical ones are BM25 sums, semantic ones cosines. */
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

export interface FusedHit {
  readonly ticketId: string;
  readonly score: number;
  readonly lexical: number;
  readonly semantic: number;
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

/**
 * Ranks tickets by a convex combination of both kinds of score, each scaled to the greatest of this query (Bruch, Gai &
 * Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"). Words are scaled to no less than `fullWords`,
 * the score of a ticket that has all words of a short query: otherwise the one ticket that shares a single word with
 * it would count as a perfect fit. A ticket without any sign of either is no hit.
 */
export function fuse(
  scores: readonly TicketScore[],
  asked: { words: boolean; meaning: boolean; fullWords: number },
  limit: number,
): FusedHit[] {
  const words = scores.map((score) => score.passageWords + SUMMARY_WORDS * score.summaryWords);
  const meaning = scores.map(meaningOf);
  const mostWords = Math.max(Number.MIN_VALUE, asked.fullWords, greatest(words));
  const mostMeaning = Math.max(Number.MIN_VALUE, greatest(meaning));
  const weight = asked.words && asked.meaning ? MEANING : asked.meaning ? 1 : 0;

  const hits: FusedHit[] = [];
  for (const [position, { ticketId, best }] of scores.entries()) {
    const lexical = (words[position] as number) / mostWords;
    const semantic = meaning[position] as number;
    const scaled = Math.max(0, semantic) / mostMeaning;
    if (lexical <= 0 && semantic <= 0) continue;
    hits.push({
      ticketId,
      score: weight * scaled + (1 - weight) * lexical,
      lexical,
      semantic,
      chunkId: best,
    });
  }
  // The ticket id decides between equals, so that the same query has the same answer.
  hits.sort((a, b) => b.score - a.score || (a.ticketId < b.ticketId ? -1 : 1));
  return hits.slice(0, limit);
}

function meaningOf({ passageMeaning, summaryMeaning }: TicketScore): number {
  if (passageMeaning === UNREAD) return Math.max(-1, summaryMeaning);
  if (summaryMeaning === UNREAD) return passageMeaning;
  return (1 - SUMMARY_MEANING) * passageMeaning + SUMMARY_MEANING * summaryMeaning;
}

function greatest(values: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  return most;
}
