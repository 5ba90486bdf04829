import { type Collection, textOf } from '../collection.ts';
import type { Ranker } from '../methods.ts';

/** Robertson & Zaragoza 2009, as textbooks have it. */
const K1 = 1.2;
const B = 0.75;

/** BM25 over the whole text of each document, by lower-case words: nothing stemmed, nothing left out. */
export function plainBm25({ documents }: Collection): Ranker {
  const postings = new Map<string, { document: number; count: number }[]>();
  const lengths: number[] = [];
  for (const [document, each] of documents.entries()) {
    const words = wordsOf(textOf(each));
    lengths.push(words.length);
    for (const [word, count] of countsOf(words)) {
      const list = postings.get(word) ?? [];
      list.push({ document, count });
      postings.set(word, list);
    }
  }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);

  return async ({ key, text }) => {
    const scores = new Map<number, number>();
    for (const [word, demanded] of countsOf(wordsOf(text))) {
      const list = postings.get(word) ?? [];
      const rarity = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
      for (const { document, count } of list) {
        const norm = K1 * (1 - B + (B * (lengths[document] as number)) / average);
        const gain = (demanded * rarity * count * (K1 + 1)) / (count + norm);
        scores.set(document, (scores.get(document) ?? 0) + gain);
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([document]) => documents[document]?.key ?? '')
      .filter((found) => found !== key);
  };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
