import type { Expansion, TextQuery } from './index/search-index.ts';
import { type PhraseWord, readingsOf, termOf, type Word, wordsOf } from './terms.ts';

/** Length of an excerpt, in UTF-16 units: three lines on a result card. */
const LENGTH = 320;

export interface Excerpt {
  readonly text: string;
  readonly highlights: [number, number][];
  readonly words: string[];
}

/**
 * Makes the excerpts of a query's hits: the window of a passage in which most of the query's words, phrases and beginnings of words stand, with their places
 * in it; and which of them stand in the passage or the summary, as they stand there, each once.
 */
export function excerptsFor(
  query: TextQuery,
  expansions: readonly Expansion[] = [],
): (passage: string, summary: string) => Excerpt {
  const placesIn = lookFor(query, expansions);
  return (passage, summary) => excerptOf(passage, summary, placesIn);
}

function excerptOf(passage: string, summary: string, placesIn: (text: string) => Place[]): Excerpt {
  const found = placesIn(passage);
  const start = windowStart(passage, summary, found);
  const end = lineEnd(passage, start + LENGTH);
  const highlights = merged(found.filter((term) => term.start >= start && term.end <= end)).map(
    ([from, to]): [number, number] => [from - start, to - start],
  );
  const words = new Map<string, string>();
  for (const [text, places] of [
    [summary, placesIn(summary)],
    [passage, found],
  ] as const) {
    for (const { term, start: from, end: to } of places)
      words.set(term, words.get(term) ?? text.slice(from, to));
  }
  return { text: passage.slice(start, end), highlights, words: [...new Set(words.values())] };
}

/** Where something stands that was looked for: a term, or a phrase, which is known by itself in quotes. */
type Place = { readonly term: string; readonly start: number; readonly end: number };

function lookFor(
  { words, phrases, prefixes }: TextQuery,
  expansions: readonly Expansion[],
): (text: string) => Place[] {
  const meant = expansions.flatMap((expansion) => expansion.meant).join(' ');
  const wanted = new Set([...wordsOf(`${words}\n${meant}`)].map(termOf));
  const beginnings = prefixes.filter((prefix) => prefix !== '').map((prefix) => prefix.toLowerCase());
  const sought = phrases.map((phrase) => ({ phrase, readings: readingsOf(phrase) }));
  return (text) => {
    const all = [...wordsOf(text)];
    const single = all.flatMap((word): Place[] => {
      const term = termOf(word);
      const isWanted = wanted.has(term) || beginnings.some((beginning) => word.word.startsWith(beginning));
      return isWanted ? [{ term, start: word.start, end: word.end }] : [];
    });
    const whole = sought.flatMap(({ phrase, readings }) =>
      readings.flatMap((reading) =>
        placesOfPhrase(all, reading).map(([start, end]) => ({ term: `"${phrase}"`, start, end })),
      ),
    );
    return [...single, ...whole].sort((a, b) => a.start - b.start);
  };
}

function placesOfPhrase(words: readonly Word[], phrase: readonly PhraseWord[]): [number, number][] {
  const terms = phrase.map(({ word }) => termOf({ word, isName: false }));
  const parts = words.filter(({ isName }) => !isName);
  const at = Map.groupBy(parts, ({ position }) => position);
  return parts.flatMap((first): [number, number][] => {
    let last: Word | undefined = termOf(first) === terms[0] ? first : undefined;
    for (let i = 1; last && i < phrase.length; i += 1) {
      const next: number = last.position + last.span + (phrase[i] as PhraseWord).gap;
      last = at.get(next)?.find((word) => termOf(word) === terms[i]);
    }
    return last ? [[first.start, last.end]] : [];
  });
}

/** Where the window begins that holds the most different words; without any, after the summary. */
function windowStart(passage: string, summary: string, found: readonly Place[]): number {
  const beginning = passage.startsWith(summary) ? summary.length : 0;
  let best = { start: passage.length > beginning ? beginning : 0, words: 0 };
  const body = found.filter(({ start, end }) => start >= beginning && end - start <= LENGTH);
  // A window slides over the places: what comes in at its end is counted, what falls out at its start uncounted.
  const within = new Map<string, number>();
  let next = 0;
  for (const { term, start } of body) {
    for (let place = body[next]; place && place.end <= start + LENGTH; place = body[++next]) {
      within.set(place.term, (within.get(place.term) ?? 0) + 1);
    }
    if (within.size > best.words) best = { start, words: within.size };
    const left = (within.get(term) ?? 0) - 1;
    if (left > 0) within.set(term, left);
    else within.delete(term);
  }
  const anchor = best.words === 0 ? best.start : Math.max(beginning, sentenceStart(passage, best.start));
  return anchor + (passage.slice(anchor).length - passage.slice(anchor).trimStart().length);
}

/** The start of the sentence or line around a place, but not more than a third of the window before it. */
function sentenceStart(text: string, place: number): number {
  const from = Math.max(0, place - Math.floor(LENGTH / 3));
  const before = text.slice(from, place);
  const cut = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ') + 1);
  if (cut > 0) return from + cut;
  return from === 0 ? 0 : from + before.indexOf(' ') + 1;
}

function lineEnd(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const cut = text.lastIndexOf(' ', place);
  return cut > place - 40 ? cut : place;
}

/** Overlapping places as one: an identifier and its parts. */
function merged(places: readonly Place[]): [number, number][] {
  const result: [number, number][] = [];
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
