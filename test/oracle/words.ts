import type { Random } from '../../src/demo/random.ts';

const consonants = [...'bdfgklmnprtvz'];
const vowels = [...'aou'];
const SYLLABLES = 4;

/**
 * Makes words that no language has, each for one text alone. Any two differ in at least three of their four syllables, so
 * that no search takes one for another.
 */
export function createWords(random: Random): () => string {
  const made: (readonly string[])[] = [];
  const isFar = (one: readonly string[], other: readonly string[]) =>
    one.filter((syllable, at) => syllable !== other[at]).length >= 3;
  return () => {
    for (;;) {
      const syllables = Array.from(
        { length: SYLLABLES },
        () => random.pick(consonants) + random.pick(vowels),
      );
      if (!made.every((other) => isFar(syllables, other))) continue;
      made.push(syllables);
      // A consonant that no stemmer takes for an ending.
      return `${syllables.join('')}k`;
    }
  };
}

/** Whatever in a text could be such a word. */
export const MADE_UP = /\b(?:[bdfgklmnprtvz][aou]){4}k\b/g;
