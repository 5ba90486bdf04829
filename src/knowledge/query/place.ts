import { CasebookError } from '../../domain/index.ts';

/** Places in a query, in UTF-16 units. */

export function isSpace(query: string, at: number): boolean {
  return /\s/.test(query[at] ?? '');
}

/** Where the next word begins, or the query ends. */
export function nextWord(query: string, from: number): number {
  let at = from;
  while (isSpace(query, at)) at += 1;
  return at;
}

/** Where the word ends that goes on at a place. */
export function wordEnd(query: string, from: number): number {
  let at = from;
  while (at < query.length && !isSpace(query, at)) at += 1;
  return at;
}

/** @param reason a clause without its full stop. */
export function unreadable(query: string, from: number, to: number, reason: string): CasebookError {
  const place = query.slice(from, Math.min(to, from + 60));
  return new CasebookError('query-unreadable', `Character ${from + 1}, “${place}”: ${reason}.`);
}
