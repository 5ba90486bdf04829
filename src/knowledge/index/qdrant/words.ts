import { crc32 } from 'node:zlib';
import { termOf, wordsOf } from '../../terms.ts';
import { fullScoreOf, queryWeight, rarity, worthToFewWords } from '../exact/lexical/bm25.ts';
import { shapeOf } from '../exact/lexical/lengths.ts';
import type { Chunk } from '../search-index.ts';

/** Words as Qdrant holds them: numbers of terms, each with a weight. */
export interface SparseVector {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/**
 * How long texts are taken to be on average, in words and parts of words, by class (see `lengths.ts`). What a word is worth
 * in a text is written down once, whoever asks later, so that this is not counted of what lies here: it would tell of
 * texts that an asker may not read. In three public trackers (Hive, ActiveMQ, HDFS) pieces of text have 112 to 201, and
 * summaries 9 to 10.
 */
const AVERAGES = [150, 10, 150] as const;

/**
 * A query of more different words is searched by these many: the longest, which are the rarest as a rule. How rare each is
 * here is asked of Qdrant word by word, and may not be known beforehand from texts that an asker may not read.
 */
const MOST_TERMS = 64;

/**
 * The number of a term: a hash, because no list of all terms is kept. Of half a million terms some thirty pairs share one.
 */
const numberOf = (term: string): number => crc32(term);

/** What each of a text's words is worth to a query of a few words, before its rarity. */
export function wordsOfChunk({ kind, text }: Pick<Chunk, 'kind' | 'text'>): SparseVector {
  const words = wordsOf(text);
  const counts = new Map<number, number>();
  for (const word of words) {
    const number = numberOf(termOf(word));
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const shape = shapeOf(words.length, kind);
  return {
    indices: [...counts.keys()],
    values: Array.from(counts.values(), (count) => worthToFewWords(count, shape, AVERAGES)),
  };
}

/** A query's words: the number of each that is searched, with how often it stands there; and how many different ones it has. */
export function wordsOfQuery(text: string): {
  readonly terms: ReadonlyMap<number, number>;
  readonly different: number;
} {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) counts.set(termOf(word), (counts.get(termOf(word)) ?? 0) + 1);
  const longest = [...counts].sort(([a], [b]) => b.length - a.length).slice(0, MOST_TERMS);
  return {
    terms: new Map(longest.map(([term, count]) => [numberOf(term), count])),
    different: counts.size,
  };
}

/**
 * A query's words, weighed by how rare they are among the texts that the asker may read.
 *
 * @param holders how many of these texts hold each term, in the order of the terms.
 * @returns also what a text of average length scores that holds each of the rarest words once.
 */
export function weighed(
  terms: ReadonlyMap<number, number>,
  holders: readonly number[],
  texts: number,
): { readonly vector: SparseVector; readonly fullWords: number } {
  const once = holders.map((count) => rarity(count, texts));
  return {
    vector: {
      indices: [...terms.keys()],
      values: Array.from(terms.values(), (count, place) => (once[place] as number) * queryWeight(count)),
    },
    fullWords: fullScoreOf(once),
  };
}
