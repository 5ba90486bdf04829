import { CasebookError } from '../../domain/index.ts';
import type { QueryHint } from './hint.ts';
import { nearest } from './nearest.ts';
import { FIELDS, type FieldName, type FieldValue, type QueryPart } from './tree.ts';

export interface ParsedQuery {
  readonly parts: readonly QueryPart[];
  readonly hints: readonly QueryHint[];
}

/** A name and a colon at the start of a word; an address such as `http://…` has slashes behind it. */
const FIELD = /^(-?)([A-Za-z]+):(?!\/\/|:)/;
/** Letters and digits, joined by what joins the parts of names, paths and versions; a number behind a minus is negative. */
const EXCLUDED_WORD = /^-(?=\p{L})([\p{L}\p{N}]+(?:[._$/:@-][\p{L}\p{N}]+)*)(\*?)$/u;
const PREFIX = /^([\p{L}\p{N}]+(?:[._$/:@-][\p{L}\p{N}]+)*)\*$/u;
/** What may stand behind a closing quotation mark, besides a space or the end. */
const PUNCTUATION = /^[,.;:!?)]+(?=\s|$)/;
/** Of one letter a prefix would be half of all words, and `-n` an option of some command. */
const SHORTEST = 2;

/**
 * Reads a query into its parts. Only what is certainly syntax is taken for it: the names of known fields, quotation
 * marks and minus signs at the start of a word, a star at the end of one. Everything else is text and stays as it
 * stands; several lines are a pasted text as a whole.
 *
 * @throws CasebookError `query-unreadable`, naming the place.
 */
export function parseQuery(query: string): ParsedQuery {
  if (/[\r\n]/.test(query.trim())) return { parts: [{ kind: 'text', text: query, at: 0 }], hints: [] };
  const parts: QueryPart[] = [];
  const hints: QueryHint[] = [];
  let textFrom = -1;
  let textTo = 0;
  const endText = () => {
    if (textFrom >= 0) parts.push({ kind: 'text', text: query.slice(textFrom, textTo), at: textFrom });
    textFrom = -1;
  };
  for (let at = nextWord(query, 0); at < query.length; ) {
    const read = syntaxAt(query, at, hints);
    const end = read?.end ?? wordEnd(query, at);
    if (read) {
      endText();
      parts.push(read.part);
    } else {
      if (textFrom < 0) textFrom = at;
      textTo = end;
    }
    at = nextWord(query, end);
  }
  endText();
  refuseStars(parts);
  const [only, ...others] = parts;
  // Nothing but text stays itself to the last space.
  if (only?.kind === 'text' && others.length === 0)
    return { parts: [{ ...only, text: query, at: 0 }], hints };
  return { parts, hints };
}

interface Read {
  readonly part: QueryPart;
  readonly end: number;
}

/** The part of syntax that begins at the start of a word; null where the word is text. */
function syntaxAt(query: string, at: number, hints: QueryHint[]): Read | null {
  const not = query[at] === '-';
  if (query[at + (not ? 1 : 0)] === '"') return phraseAt(query, at, not, hints);
  const word = query.slice(at, wordEnd(query, at));
  const [colon, , name = ''] = FIELD.exec(word) ?? [];
  if (colon) {
    const known = Object.hasOwn(FIELDS, name.toLowerCase()) ? (name.toLowerCase() as FieldName) : null;
    if (known) return fieldAt(query, at, known, at + colon.length, not, hints);
    hintAtMisspelt(word, name, at, hints);
    return null;
  }
  const [, excluded, star] = EXCLUDED_WORD.exec(word) ?? [];
  const [, prefix] = PREFIX.exec(word) ?? [];
  const text = excluded ?? prefix;
  if (text === undefined || text.length < SHORTEST) return null;
  const kind = star === '' ? 'word' : 'prefix';
  return { part: { kind, text, not: excluded !== undefined, at }, end: at + word.length };
}

/** A mark without its partner is text, as in `5" disk` or while somebody is still typing. */
function phraseAt(query: string, at: number, not: boolean, hints: QueryHint[]): Read | null {
  const from = at + (not ? 2 : 1);
  const close = query.indexOf('"', from);
  if (close < 0) {
    const message = 'This quotation mark has no partner, so it is taken for text.';
    hints.push({ code: 'quote-open', message, at: from - 1 });
    return null;
  }
  const behind = query.slice(close + 1);
  const end = close + 1 + (PUNCTUATION.exec(behind)?.[0].length ?? 0);
  const text = query.slice(from, close).trim();
  if (text === '' || wordEnd(query, end) !== end) return null;
  return { part: { kind: 'phrase', text, not, at }, end };
}

function fieldAt(
  query: string,
  at: number,
  name: FieldName,
  from: number,
  not: boolean,
  hints: QueryHint[],
): Read | null {
  const values: FieldValue[] = [];
  for (let place = from; ; place += 1) {
    const value = valueAt(query, name, place);
    if (value.text === '' && values.length === 0 && !value.quoted && nextWord(query, place) < query.length) {
      // `Status: 500` as it stands in logs and mails.
      if (/\s/.test(query[place] ?? '')) {
        const message = `“${query.slice(at, place)}” with a space behind it is text; without the space it is a filter.`;
        hints.push({ code: 'field-spaced', message, at });
        return null;
      }
    }
    if (value.text.trim() === '') throw unreadable(query, at, value.end, `${name}: needs a value`);
    values.push({ text: value.text, quoted: value.quoted, at: place });
    place = value.end;
    if (query[place] !== ',') return { part: { kind: 'field', name, values, not, at }, end: place };
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

function hintAtMisspelt(word: string, name: string, at: number, hints: QueryHint[]): void {
  const value = word.slice(word.indexOf(':') + 1);
  // `Caused by: x`, `C:\path` and `ratio:`: nobody meant a field.
  if (value === '' || /^[\\/:]/.test(value)) return;
  const meant = nearest(name.toLowerCase(), Object.keys(FIELDS));
  if (!meant) return;
  const message = `“${name}” is no field, so “${word}” is searched as text. Did you mean ${meant}:${value}?`;
  hints.push({ code: 'field-unknown', message, at });
}

/** A star means "anything": alone it asks for nothing. */
function refuseStars(parts: readonly QueryPart[]): void {
  const texts = parts.filter(({ kind }) => kind !== 'field');
  const [first] = texts;
  if (!first || !texts.every((part) => part.kind === 'text' && /^[\s*]+$/.test(part.text))) return;
  throw new CasebookError(
    'query-unreadable',
    `Character ${first.at + 1}: a star stands behind the beginning of a word, as in conn*.`,
  );
}

/** @param reason a clause without its full stop. */
export function unreadable(query: string, from: number, to: number, reason: string): CasebookError {
  const place = query.slice(from, Math.min(to, from + 60));
  return new CasebookError('query-unreadable', `Character ${from + 1}, “${place}”: ${reason}.`);
}

function isSpace(query: string, at: number): boolean {
  return /\s/.test(query[at] as string);
}

function nextWord(query: string, from: number): number {
  let at = from;
  while (at < query.length && isSpace(query, at)) at += 1;
  return at;
}

function wordEnd(query: string, from: number): number {
  let at = from;
  while (at < query.length && !isSpace(query, at)) at += 1;
  return at;
}
