import { ONLY_LETTERS, type Vocabulary } from './vocabulary.ts';

/** A term that is taken for a word of the query, and how much less it counts than the word itself would. */
export interface Likeness {
  readonly term: number;
  readonly spelling: string;
  readonly weight: number;
}

/** Shorter words have too many neighbours; from the second length on two edits are still nearer than any other word. */
const ONE_EDIT = 4;
const TWO_EDITS = 8;
/** By edits. A guess counts less than what somebody wrote. */
const WEIGHTS = [1, 0.7, 0.5];
const MOST_TERMS = 3;

/**
 * The terms that somebody may have meant who wrote a word: those of the fewest edits, of them those with the same first
 * letter, which is seldom wrong (Kukich 1992, "Techniques for Automatically Correcting Words in Text"), and of them the
 * commonest. Words with digits are meant as they are.
 *
 * @param commonness of a word, by its number: that of its term; 0: it is not to be taken.
 */
export function likeTerms(
  vocabulary: Vocabulary,
  word: string,
  commonness: (word: number) => number,
): Likeness[] {
  if (word.length < ONE_EDIT || !ONLY_LETTERS.test(word)) return [];
  const near = vocabulary
    .near(word, word.length < TWO_EDITS ? 1 : 2)
    .map(({ word: other, edits }) => {
      const spelling = vocabulary.spelling(other);
      const term = vocabulary.term(other);
      const distance = edits * 2 + (spelling[0] === word[0] ? 0 : 1);
      return { term, spelling, edits, distance, common: commonness(other) };
    })
    .filter(({ common }) => common > 0);
  const least = near.reduce((distance, each) => Math.min(distance, each.distance), Number.POSITIVE_INFINITY);
  const nearest = near
    .filter(({ distance }) => distance === least)
    .sort((a, b) => b.common - a.common || (a.spelling < b.spelling ? -1 : 1));
  const byTerm = new Map(nearest.toReversed().map((each) => [each.term, each]));
  return nearest
    .filter((each) => byTerm.get(each.term) === each)
    .slice(0, MOST_TERMS)
    .map(({ term, spelling, edits }) => ({ term, spelling, weight: WEIGHTS[edits] as number }));
}
