import { fieldOf, fieldTermAt, hintAtMisspelt } from './field-term.ts';
import type { QueryHint } from './hint.ts';
import { nextWord, unreadable, wordEnd } from './place.ts';
import type { QueryPart } from './tree.ts';

export interface ParsedQuery {
  readonly parts: readonly QueryPart[];
  readonly hints: readonly QueryHint[];
}

/** Letters and digits, joined by what joins the parts of names, paths and versions; a number behind a minus is negative. */
const EXCLUDED_WORD = /^-(?=\p{L})([\p{L}\p{N}]+(?:[._$/@-][\p{L}\p{N}]+)*)(\*?)$/u;
const PREFIX = /^([\p{L}\p{N}]+(?:[._$/@-][\p{L}\p{N}]+)*)\*$/u;
/** What may stand behind a closing quotation mark, besides a space or the end. */
const PUNCTUATION = /^[,.;:!?)]+(?=\s|$)/;
/** Of one letter a prefix would be half of all words, and `-n` an option of some command. */
const SHORTEST = 2;
/**
 * With more plain words than this a query was pasted, or is a whole sentence. Of 2,000 lines of a public log (HDFS in
 * loghub) 659 read as syntax without this rule and 117 with it; hardly anybody types so many words beside operators.
 */
const LONG = 12;

/**
 * Reads a query into its parts. Only what is certainly syntax is taken for it: the names of known fields, quotation
 * marks and minus signs at the start of a word, a star at the end of one. Everything else is text and stays as it
 * stands. Several lines are a pasted text as a whole; of a long line, fields in front of it are syntax alone.
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
  const { isLong, hasSyntax } = lookOver(query);
  for (let at = nextWord(query, 0); at < query.length; ) {
    const afterText = textFrom >= 0 || parts.some(({ kind }) => kind === 'text');
    const read = isLong
      ? fieldInFront(query, at, afterText, parts, hints)
      : syntaxAt(query, at, afterText, hints);
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
  refuseStars(query, parts);
  if (isLong && hasSyntax && parts.every(({ kind }) => kind === 'text')) hints.push(longText());
  else if (!isLong) hintAtExclusions(parts, hints);
  const [only, ...others] = parts;
  // Nothing but text stays itself to the last space.
  if (only?.kind === 'text' && others.length === 0)
    return { parts: [{ ...only, text: query, at: 0 }], hints };
  return { parts, hints };
}

/** Whether a query was likely pasted, and whether anything in it looks like syntax. */
function lookOver(query: string): { readonly isLong: boolean; readonly hasSyntax: boolean } {
  // What stands in quotes was put there on purpose, however long it is.
  const words = query
    .replaceAll(/"[^"]*"/g, '""')
    .trim()
    .split(/\s+/);
  const plain = words.filter(
    (word) => !/^-?"/.test(word) && !EXCLUDED_WORD.test(word) && !PREFIX.test(word) && !fieldOf(word),
  );
  return { isLong: plain.length > LONG, hasSyntax: plain.length < words.length };
}

interface Read {
  readonly part: QueryPart;
  readonly end: number;
}

function fieldInFront(
  query: string,
  at: number,
  afterText: boolean,
  parts: readonly QueryPart[],
  hints: QueryHint[],
): Read | null {
  if (afterText || parts.some(({ kind }) => kind !== 'field')) return null;
  return fieldTermAt(query, at, afterText, hints);
}

/** The part of syntax that begins at the start of a word; null where the word is text. */
function syntaxAt(query: string, at: number, afterText: boolean, hints: QueryHint[]): Read | null {
  const not = query[at] === '-';
  if (query[at + (not ? 1 : 0)] === '"') return phraseAt(query, at, not, hints);
  const word = query.slice(at, wordEnd(query, at));
  if (fieldOf(word)) return fieldTermAt(query, at, afterText, hints);
  hintAtMisspelt(word, at, hints);
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
  const end = close + 1 + (PUNCTUATION.exec(query.slice(close + 1))?.[0].length ?? 0);
  const text = query.slice(from, close).trim();
  if (text === '' || wordEnd(query, end) !== end) return null;
  return { part: { kind: 'phrase', text, not, at }, end };
}

function longText(): QueryHint {
  const message = 'A text this long is searched as it stands; filters such as project:PAY go in front of it.';
  return { code: 'long-text', message, at: null };
}

/** `fsck -delete fails` may speak of an option: what is excluded stands behind the words otherwise. */
function hintAtExclusions(parts: readonly QueryPart[], hints: QueryHint[]): void {
  for (const [place, part] of parts.entries()) {
    if (part.kind !== 'word' || !parts.slice(place).some(({ kind }) => kind === 'text')) continue;
    const message = `Tickets with “${part.text}” are left out; write "-${part.text}" in quotes to search for it.`;
    hints.push({ code: 'left-out', message, at: part.at });
  }
}

/** A star means "anything": alone it asks for nothing. */
function refuseStars(query: string, parts: readonly QueryPart[]): void {
  const texts = parts.filter(({ kind }) => kind !== 'field');
  const [first] = texts;
  if (!first || !texts.every((part) => part.kind === 'text' && /^[\s*]+$/.test(part.text))) return;
  throw unreadable(
    query,
    first.at,
    first.at + 1,
    'a star stands behind the beginning of a word, as in conn*',
  );
}
