import type { TextQuery } from '../index/search-index.ts';

/** What of a query is text to rank by: its words, and those that it demands. */
export function freeTextOf({ words, phrases, prefixes }: TextQuery): string {
  return [words, ...phrases, ...prefixes].filter((part) => part !== '').join(' ');
}

/** A query that is nothing but words. */
export function wordsQuery(words: string): TextQuery {
  return { words, phrases: [], prefixes: [], excluded: [] };
}
