import { termsOf } from './terms.ts';

/** Length of an excerpt, in UTF-16 units: three lines on a result card. */
const LENGTH = 320;

export interface Excerpt {
  readonly text: string;
  readonly highlights: [number, number][];
  readonly words: string[];
}

/**
 * The window of a passage in which most of the query's words stand, with their places in it; and which words of the
 * query stand in the passage or the summary, as they stand there, each once.
 */
export function excerptOf(passage: string, summary: string, query: string): Excerpt {
  const wanted = new Set(termsOf(query).map(({ term }) => term));
  const found = [...termsOf(passage)].filter(({ term }) => wanted.has(term));
  const start = windowStart(passage, summary, found);
  const end = lineEnd(passage, start + LENGTH);
  const highlights = merged(found.filter((term) => term.start >= start && term.end <= end)).map(
    ([from, to]): [number, number] => [from - start, to - start],
  );
  const words = new Map<string, string>();
  for (const [text, terms] of [
    [summary, [...termsOf(summary)].filter(({ term }) => wanted.has(term))],
    [passage, found],
  ] as const) {
    for (const term of terms) words.set(term.term, words.get(term.term) ?? text.slice(term.start, term.end));
  }
  return { text: passage.slice(start, end), highlights, words: [...new Set(words.values())] };
}

type Place = { readonly term: string; readonly start: number; readonly end: number };

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
