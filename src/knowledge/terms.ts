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

/**
 * The terms of a text, in order: lower-cased, stemmed (Porter 1980), without stop words. An identifier gives itself
 * whole and its parts, so that `PaymentGatewayClient`, `payment_gateway` and "payment gateway" meet.
 */
export function* termsOf(text: string): Generator<Term> {
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const start = match.index;
    const parts = word.split(JOINTS);
    if (parts.length > 1) yield { term: word.toLowerCase(), start, end: start + word.length };
    let offset = start;
    for (const part of parts) {
      yield* partTerms(part, offset);
      offset += part.length + 1;
    }
  }
}

function* partTerms(part: string, start: number): Generator<Term> {
  const end = start + part.length;
  const whole = part.toLowerCase();
  if (!STOP_WORDS.has(whole)) yield { term: stem(whole), start, end };
  if (whole === part) return;
  const humps = part.split(HUMPS);
  if (humps.length === 1) return;
  let offset = start;
  for (const hump of humps) {
    const term = hump.toLowerCase();
    if (!STOP_WORDS.has(term)) yield { term: stem(term), start: offset, end: offset + hump.length };
    offset += hump.length;
  }
}
