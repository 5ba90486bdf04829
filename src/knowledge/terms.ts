import { stemmer } from 'stemmer';

/** A term as the index knows it, and where in the text the word stands that it came from. */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and digits, joined by what joins the parts of identifiers, paths, versions and host names. */
const WORD = /[\p{L}\p{N}]+(?:[._$/:@-][\p{L}\p{N}]+)*/gu;
const JOINTS = /[._$/:@-]/;
/** Between the parts of camelCase, HTTPServer and utf8Name. */
const HUMPS = /(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Words too common to tell tickets apart. */
const STOP_WORDS = new Set(
  (
    'a an and any are as at be because been but by can could did do does for from had has have how i if in into is it its ' +
    'just me my no not of on or our so some than that the their them then there these they this to us was we were what ' +
    'when where which while who why will with would you your'
  ).split(' '),
);

const stems = new Map<string, string>();

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const result = stemmer(word);
  // Tickets bring ever new numbers and names; the common words are in long before this bound is reached.
  if (stems.size < 200_000) stems.set(word, result);
  return result;
}

/** A word before it is stemmed. Stop words are none, but take up their place. */
export interface Word {
  /** Lower-cased. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Where it stands among the smallest parts of the text, from 0, and how many of them it takes up. */
  readonly position: number;
  readonly span: number;
  /** A whole identifier, path, version or host name with its joints: a name, which is not stemmed. */
  readonly isName: boolean;
}

/**
 * The words of a text, in order. An identifier gives itself whole and its parts, so that `PaymentGatewayClient`,
 * `payment_gateway` and "payment gateway" meet.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let position = 0;
  for (const match of text.matchAll(WORD)) {
    const name = match[0];
    const word = name.toLowerCase();
    const start = match.index;
    const end = start + name.length;
    if (!JOINTS.test(name)) {
      position = pushPart(words, name, word, start, position);
      continue;
    }
    // Its span is known when its parts are.
    const place = words.push({ word, start, end, position, span: 1, isName: true }) - 1;
    const first = position;
    let offset = start;
    for (const part of name.split(JOINTS)) {
      position = pushPart(words, part, part.toLowerCase(), offset, position);
      offset += part.length + 1;
    }
    words[place] = { word, start, end, position: first, span: position - first, isName: true };
  }
  return words;
}

/** Adds a part of a name and its humps; returns the position after it. */
function pushPart(words: Word[], part: string, word: string, start: number, position: number): number {
  const humps = word === part ? [part] : part.split(HUMPS);
  if (!STOP_WORDS.has(word))
    words.push({ word, start, end: start + part.length, position, span: humps.length, isName: false });
  if (humps.length === 1) return position + 1;
  let offset = start;
  for (const [place, hump] of humps.entries()) {
    const small = hump.toLowerCase();
    const end = offset + hump.length;
    if (!STOP_WORDS.has(small))
      words.push({ word: small, start: offset, end, position: position + place, span: 1, isName: false });
    offset = end;
  }
  return position + humps.length;
}

/** What a word is known by in the index: its stem (Porter 1980), or a name itself. */
export function termOf({ word, isName }: Pick<Word, 'word' | 'isName'>): string {
  return isName ? word : stem(word);
}

/** The terms of a text, in order, and where they stand. */
export function termsOf(text: string): Term[] {
  return wordsOf(text).map((word) => ({ term: termOf(word), start: word.start, end: word.end }));
}

/** A word of a phrase, and how many stop words stand between it and the one before. */
export interface PhraseWord {
  readonly word: string;
  readonly gap: number;
}

/**
 * The ways in which a phrase is read: identifiers by their smallest parts, and where that differs, by the widest
 * words, which is how somebody writes who does not use capitals. No reading where the phrase holds stop words alone.
 */
export function readingsOf(phrase: string): PhraseWord[][] {
  const words = [...wordsOf(phrase)].filter(({ isName }) => !isName);
  const parts = words.filter(({ span }) => span === 1);
  // A word stands before its parts, so that what begins before its end is one of them.
  let covered = 0;
  const widest = words.filter(({ position, span }) => {
    if (position < covered) return false;
    covered = position + span;
    return true;
  });
  const readings = widest.some(({ span }) => span > 1) ? [parts, widest] : [parts];
  return readings.filter((reading) => reading.length > 0).map(withGaps);
}

function withGaps(words: readonly Word[]): PhraseWord[] {
  return words.map(({ word, position }, place) => {
    const before = words[place - 1];
    return { word, gap: before ? position - before.position - before.span : 0 };
  });
}
