import { termsOf } from '../../terms.ts';

/** Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond": the customary middle values. */
const K1 = 1.2;
const B = 0.75;
/** Saturates repeated query terms, so that a whole ticket can be a query. */
const K3 = 8;

/** Which texts hold which terms, and how often; texts are known by slot numbers. */
export interface Postings {
  add(slot: number, text: string): void;
  /** The text must be the one that was added. */
  remove(slot: number, text: string): void;
  /**
   * What a text of average length scores that holds each of the query's `most` rarest words once, words that no text
   * holds included.
   */
  fullScore(query: string, most: number): number;
  /** Adds `weight` times each text's BM25 score for `query` into `scores`, by slot, where `allowed` is not 0. */
  score(query: string, weight: number, allowed: Uint8Array, scores: Float32Array): void;
}

interface PostingList {
  readonly slots: number[];
  readonly counts: number[];
}

export function createPostings(): Postings {
  const lists = new Map<string, PostingList>();
  const lengths: number[] = [];
  let texts = 0;
  let totalLength = 0;

  const rarity = (documents: number) => Math.log(1 + (texts - documents + 0.5) / (documents + 0.5));

  return {
    add(slot, text) {
      const counts = countTerms(text);
      let length = 0;
      for (const [term, count] of counts) {
        length += count;
        const list = lists.get(term);
        if (list) {
          list.slots.push(slot);
          list.counts.push(count);
        } else {
          lists.set(term, { slots: [slot], counts: [count] });
        }
      }
      lengths[slot] = length;
      texts += 1;
      totalLength += length;
    },
    remove(slot, text) {
      for (const term of countTerms(text).keys()) {
        const list = lists.get(term);
        const position = list?.slots.indexOf(slot) ?? -1;
        if (!list || position < 0) continue;
        list.slots.splice(position, 1);
        list.counts.splice(position, 1);
        if (list.slots.length === 0) lists.delete(term);
      }
      texts -= 1;
      totalLength -= lengths[slot] ?? 0;
      lengths[slot] = 0;
    },
    fullScore(query, most) {
      return [...countTerms(query).keys()]
        .map((term) => rarity(lists.get(term)?.slots.length ?? 0))
        .sort((a, b) => b - a)
        .slice(0, most)
        .reduce((sum, value) => sum + value, 0);
    },
    score(query, weight, allowed, scores) {
      const averageLength = totalLength / Math.max(1, texts);
      for (const [term, repeated] of countTerms(query)) {
        const list = lists.get(term);
        if (!list) continue;
        const documents = list.slots.length;
        const demand = (weight * rarity(documents) * ((K3 + 1) * repeated)) / (K3 + repeated);
        for (let i = 0; i < documents; i += 1) {
          const slot = list.slots[i] as number;
          if (allowed[slot] === 0) continue;
          const count = list.counts[i] as number;
          const norm = K1 * (1 - B + (B * (lengths[slot] as number)) / averageLength);
          scores[slot] = (scores[slot] as number) + (demand * (count * (K1 + 1))) / (count + norm);
        }
      }
    },
  };
}

function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { term } of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
