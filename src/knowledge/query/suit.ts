import { CasebookError } from '../../domain/index.ts';
import type { IndexCapabilities, Sort, TextQuery } from '../index/search-index.ts';
import type { QueryHint } from './hint.ts';

/**
 * A text query as an engine can answer it. What it cannot demand ranks as words, and a hint says so; what would come
 * out wrong instead of weaker is refused.
 *
 * @throws CasebookError `query-unsupported`.
 */
export function suited(
  { words, phrases, prefixes, excluded }: TextQuery,
  sort: Sort,
  can: IndexCapabilities,
): { readonly text: TextQuery; readonly hints: readonly QueryHint[] } {
  if (excluded.length > 0 && !can.exclusion)
    throw new CasebookError('query-unsupported', `It cannot leave out “${excluded[0]?.text}”.`);
  if (sort !== 'relevance' && !can.sorting)
    throw new CasebookError('query-unsupported', 'It cannot sort by dates.');
  const hints: QueryHint[] = [];
  const ranking = [words];
  if (phrases.length > 0 && !can.phrases) {
    ranking.push(...phrases);
    const message = 'This search index does not demand phrases: their words rank like all others.';
    hints.push({ code: 'phrase-ranks-only', message, at: null });
  }
  if (prefixes.length > 0 && !can.prefixes) {
    ranking.push(...prefixes);
    const message = 'This search index does not complete the beginnings of words: they rank as words.';
    hints.push({ code: 'prefix-ranks-only', message, at: null });
  }
  const text = {
    words: ranking.filter((part) => part !== '').join(' '),
    phrases: can.phrases ? phrases : [],
    prefixes: can.prefixes ? prefixes : [],
    excluded,
  };
  return { text, hints };
}
