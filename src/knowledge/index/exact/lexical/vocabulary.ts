import { editDistance } from '../../../edit-distance.ts';
import { termOf, type Word } from '../../../terms.ts';
import { longer } from '../lists.ts';
import { createStrings, type StringsParts } from '../strings.ts';

/**
 * The words of all texts, numbered from 0. A term is the stem that words share, and has the number of the word that is
 * spelt like it, whether or not a text holds that word. The words of a term are numbered too, from 0: its forms.
 */
export interface Vocabulary {
  /** How many words there are. */
  size(): number;
  /** The number of a word, which is put in where it is new. */
  enter(word: Pick<Word, 'word' | 'isName'>): number;
  /** The term of a word, and which of its forms the word is. */
  term(word: number): number;
  form(word: number): number;
  /** How many forms a term has. */
  forms(term: number): number;
  /** The number of a term, or -1 where no text ever held it. */
  find(term: string): number;
  spelling(word: number): string;
  /** The words that begin so. */
  withPrefix(prefix: string): number[];
  /** The words of at most `most` edits, with how many they are: 1 or 2. Words with digits and names are not looked at. */
  near(word: string, most: number): { word: number; edits: number }[];
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): VocabularyParts;
}

/** All of a vocabulary in bulk. */
export interface VocabularyParts {
  readonly spellings: StringsParts;
  /** By word: term + 1 (0: no text held it yet), form; by term: forms. */
  readonly terms: Uint32Array<ArrayBuffer>;
  readonly forms: Uint32Array<ArrayBuffer>;
  readonly formCounts: Uint32Array<ArrayBuffer>;
  /** By word: its first letters, and which letters it has. */
  readonly heads: Uint32Array<ArrayBuffer>;
  readonly letters: Uint32Array<ArrayBuffer>;
}

const FIRST_WORDS = 1024;
const GROWTH = 1.5;

export function createVocabulary(from?: VocabularyParts): Vocabulary {
  const spellings = createStrings(from?.spellings);
  let terms = from?.terms ?? new Uint32Array(FIRST_WORDS);
  let forms = from?.forms ?? new Uint32Array(FIRST_WORDS);
  let formCounts = from?.formCounts ?? new Uint32Array(FIRST_WORDS);
  // What narrows the looking through all words: their first letters, and which letters they have.
  let heads = from?.heads ?? new Uint32Array(FIRST_WORDS);
  let letters = from?.letters ?? new Uint32Array(FIRST_WORDS);

  function spell(word: string): number {
    const before = spellings.size();
    const number = spellings.enter(word);
    if (number < before) return number;
    if (number >= terms.length) {
      const length = Math.max(number + 1, Math.ceil(terms.length * GROWTH));
      terms = longer(terms, length);
      forms = longer(forms, length);
      formCounts = longer(formCounts, length);
      heads = longer(heads, length);
      letters = longer(letters, length);
    }
    heads[number] = headOf(word);
    letters[number] = lettersOf(word);
    return number;
  }

  return {
    size: spellings.size,
    enter(word) {
      const number = spell(word.word);
      if (terms[number] === 0) {
        const term = spell(termOf(word));
        terms[number] = term + 1;
        forms[number] = formCounts[term] as number;
        formCounts[term] = (formCounts[term] as number) + 1;
      }
      return number;
    },
    term: (word) => (terms[word] as number) - 1,
    form: (word) => forms[word] as number,
    forms: (term) => formCounts[term] as number,
    find(term) {
      const number = spellings.find(term);
      return number >= 0 && (formCounts[number] as number) > 0 ? number : -1;
    },
    spelling: spellings.get,
    withPrefix(prefix) {
      const head = headOf(prefix);
      const mask = prefix.length >= HEAD ? 0xffffffff : 2 ** (8 * prefix.length) - 1;
      const found: number[] = [];
      for (let word = 0; word < spellings.size(); word += 1) {
        if ((((heads[word] as number) ^ head) & mask) !== 0 || terms[word] === 0) continue;
        if (spellings.get(word).startsWith(prefix)) found.push(word);
      }
      return found;
    },
    near(word, most) {
      const wanted = lettersOf(word);
      const found: { word: number; edits: number }[] = [];
      for (let other = 0; other < spellings.size(); other += 1) {
        // An edit changes at most two of the letters that a word has: one goes, another comes.
        if (ones((letters[other] as number) ^ wanted) > 2 * most || terms[other] === 0) continue;
        if (Math.abs(spellings.length(other) - word.length) > most) continue;
        const spelling = spellings.get(other);
        if (!ONLY_LETTERS.test(spelling)) continue;
        const edits = editDistance(word, spelling, most);
        if (edits > 0 && edits <= most) found.push({ word: other, edits });
      }
      return found;
    },
    bytes: () => terms.byteLength * 5 + spellings.bytes(),
    parts() {
      const size = spellings.size();
      return {
        spellings: spellings.parts(),
        terms: terms.subarray(0, size),
        forms: forms.subarray(0, size),
        formCounts: formCounts.subarray(0, size),
        heads: heads.subarray(0, size),
        letters: letters.subarray(0, size),
      };
    },
  };
}

export const ONLY_LETTERS = /^\p{L}+$/u;

/** How many letters a head tells. */
const HEAD = 4;

/** The low bytes of the first letters: different heads, different words. */
function headOf(word: string): number {
  let head = 0;
  for (let i = 0; i < HEAD && i < word.length; i += 1) head |= (word.charCodeAt(i) & 0xff) << (8 * i);
  return head >>> 0;
}

/** A bit for each letter that a word has; what is not a to z shares the rest. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) {
    const letter = word.charCodeAt(i) - 97;
    bits |= 1 << (letter >= 0 && letter < 26 ? letter : 26 + (word.charCodeAt(i) % 6));
  }
  return bits >>> 0;
}

/** How many bits are set (Warren, "Hacker's Delight", 5-1). */
function ones(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
