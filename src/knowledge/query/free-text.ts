import type { TextQuery } from '../index/search-index.ts';

/** What of a query is text to rank by: its words, and those that it demands. Empty where it is filters alone. */
export function freeTextOf({ words, phrases, prefixes }: TextQuery): string {
  return joined([words, ...phrases, ...prefixes]);
}

/** What of a query has a meaning to embed: the beginning of a word has none. */
export function meaningTextOf({ words, phrases }: TextQuery): string {
  return joined([words, ...phrases]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join(' ');
}

/** A query that is nothing but words. */
export function wordsQuery(words: string): TextQuery {
  return { words, phrases: [], prefixes: [], excluded: [] };
}
