import { isSpokenName } from '../../domain/index.ts';
import type { QueryHint } from './hint.ts';
import { nearest } from './nearest.ts';
import { isSpace, nextWord, unreadable, wordEnd } from './place.ts';
import { FIELDS, type FieldName, type FieldValue, KINDS_OF_STATUS, type QueryPart } from './tree.ts';

/** A name and a colon at the start of a word; an address has slashes behind it, code a second colon. */
const FIELD = /^(-?)([A-Za-z]+):(?!\/\/|:)/;
const TICKET_KEY = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;
/** `i:0` and `IP:port` are no misspelt fields. */
const SHORTEST_MISSPELT = 3;

/** The known field that a word begins with; its value may be missing. */
export function fieldOf(word: string): { readonly name: FieldName; readonly length: number } | null {
  const [colon, , name = ''] = FIELD.exec(word) ?? [];
  const known = name.toLowerCase();
  return colon && Object.hasOwn(FIELDS, known) ? { name: known as FieldName, length: colon.length } : null;
}

/**
 * Reads `name:value,"other value"` at the start of a word; null where it is text: without a value, as sentences end, and
 * with values that only this field's namesakes have, such as `key:value`.
 *
 * @param afterText whether free text stands before it.
 * @throws CasebookError `query-unreadable`.
 */
export function fieldTermAt(
  query: string,
  at: number,
  afterText: boolean,
  hints: QueryHint[],
): { readonly part: QueryPart; readonly end: number } | null {
  const field = fieldOf(query.slice(at, wordEnd(query, at)));
  if (!field) return null;
  const { name } = field;
  const from = at + field.length;
  const isBare = from === query.length || isSpace(query, from);
  if (isBare && (afterText || nextWord(query, from) < query.length)) {
    hintAtMissingValue(query.slice(at, from), at, name, hints);
    return null;
  }
  const values: FieldValue[] = [];
  for (let place = from; ; place += 1) {
    const value = valueAt(query, name, place);
    if (value.text.trim() === '') throw unreadable(query, at, value.end, `${name}: needs a value`);
    values.push({ text: value.text, quoted: value.quoted, at: place });
    place = value.end;
    if (query[place] === ',') continue;
    const isText = isNamesake(name, values);
    return isText ? null : { part: { kind: 'field', name, values, not: query[at] === '-', at }, end: place };
  }
}

function valueAt(
  query: string,
  name: FieldName,
  from: number,
): { readonly text: string; readonly quoted: boolean; readonly end: number } {
  if (query[from] !== '"') {
    let end = from;
    while (end < query.length && query[end] !== ',' && !isSpace(query, end)) end += 1;
    return { text: query.slice(from, end), quoted: false, end };
  }
  const close = query.indexOf('"', from + 1);
  if (close < 0)
    throw unreadable(query, from, query.length, `the quotation mark behind ${name}: is not closed`);
  const end = close + 1;
  if (end < query.length && query[end] !== ',' && !isSpace(query, end))
    throw unreadable(query, from, end + 1, 'behind a quoted value comes a space or a comma');
  return { text: query.slice(from + 1, close), quoted: true, end };
}

/** `key:`, `site:` and `is:` mean something else wherever their values cannot be keys, names of sites and kinds of status. */
function isNamesake(name: FieldName, values: readonly FieldValue[]): boolean {
  if (FIELDS[name] === 'key') return values.some(({ text }) => !TICKET_KEY.test(text));
  if (name === 'site') return values.some(({ text }) => !isSpokenName(text.toLowerCase()));
  return name === 'is' && values.some(({ text }) => !Object.hasOwn(KINDS_OF_STATUS, text.toLowerCase()));
}

function hintAtMissingValue(term: string, at: number, name: FieldName, hints: QueryHint[]): void {
  // Half of all sentences that introduce something end so.
  if (name === 'is') return;
  const message = `“${term}” with nothing right behind it is text; with a value there it is a filter.`;
  hints.push({ code: 'field-empty', message, at });
}

/** Says so where a word that stays text looks like a field with a mistake in its name. */
export function hintAtMisspelt(word: string, at: number, hints: QueryHint[]): void {
  const [colon, , name = ''] = FIELD.exec(word) ?? [];
  if (!colon || name.length < SHORTEST_MISSPELT || fieldOf(word)) return;
  const value = word.slice(colon.length);
  if (!/^["<>=\p{L}\p{N}]/u.test(value)) return;
  const meant = nearest(
    name.toLowerCase(),
    Object.keys(FIELDS).filter((known) => known.length >= SHORTEST_MISSPELT),
  );
  if (!meant) return;
  const message = `“${name}” is no field, so “${word}” is searched as text. Did you mean ${meant}:${value}?`;
  hints.push({ code: 'field-unknown', message, at });
}
