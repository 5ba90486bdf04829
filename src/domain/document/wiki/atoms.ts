import { forwardSearch } from './forward-search.ts';

/** A piece of inline markup that holds no other: what is inside is not read as markup again, a link's label excepted. */
export type Atom = { readonly end: number } & (
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  | { readonly kind: 'mention'; readonly id: string }
  | { readonly kind: 'file'; readonly name: string }
);

/** Reads the atom that begins at a place, or null where none does. Places may only move forward. */
export type AtomReader = (at: number) => Atom | null;

/** What a backslash makes literal. */
const ESCAPABLE = /[\\*_\-+^~?{}[\]|!#.]/;
const LONGEST_LINK = 4096;
const LONGEST_FILE_NAME = 512;
const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/\S|mailto:\S|www\.\S|#\S|\/\S|~\S)/i;
/** How an image is to look: nothing of it is a word. */
const LOOK = /^\s*(?:thumbnail|[a-z]+=[\w%."-]*)?\s*$/i;
const FILE = /^[^\s|][^|]*\.[a-z0-9]{2,5}$/i;
const BARE_ADDRESS = /[^\s<>"{}|\\^`[\]]+/y;
/** Ends of sentences and of markup around an address, which are not part of it. */
const AFTER_ADDRESS = ".,;:!?'*_)+-";
const SCHEME_BEFORE = /(?<![\p{L}\p{N}])(?:https?|ftps?|sftp|file|svn|git|ssh|nfs|smb|jdbc|irc)$/iu;

export function atomReader(text: string): AtomReader {
  const endOfLine = forwardSearch(text, '\n');
  const endOfLink = forwardSearch(text, ']');
  const nextBracket = forwardSearch(text, '[');
  const endOfCode = forwardSearch(text, '}}');
  const nextMark = forwardSearch(text, '!');

  /** The place of what ends here, where that comes before the end of the line. */
  const inLine = (end: number, at: number) => {
    const line = endOfLine(at);
    return end >= 0 && (line < 0 || end < line) ? end : -1;
  };

  function bracketed(at: number): Atom | null {
    const close = inLine(endOfLink(at), at);
    const inner = nextBracket(at + 1);
    if (close < 0 || close - at > LONGEST_LINK || (inner >= 0 && inner < close)) return null;
    return linkFrom(text.slice(at + 1, close), close + 1);
  }

  function image(at: number): Atom | null {
    const close = inLine(nextMark(at + 1), at);
    if (close < 0 || close - at > LONGEST_FILE_NAME) return null;
    const [name = '', options = 'thumbnail', ...more] = text.slice(at + 1, close).split('|');
    const isName = FILE.test(name) || /^https?:\/\/\S+$/.test(name);
    const isImage = isName && more.length === 0 && options.split(',').every((option) => LOOK.test(option));
    return isImage ? { kind: 'file', name, end: close + 1 } : null;
  }

  return (at) => {
    switch (text[at]) {
      case '\\':
        return escaped(text, at);
      case '{': {
        if (text[at + 1] !== '{') return null;
        const close = inLine(endOfCode(at + 2), at);
        return close > at + 2 ? { kind: 'code', text: text.slice(at + 2, close), end: close + 2 } : null;
      }
      case '[':
        return bracketed(at);
      case '!':
        return image(at);
      default:
        return null;
    }
  };
}

/** Two backslashes break the line, unless they begin a Windows share; one makes the next sign literal. */
function escaped(text: string, at: number): Atom | null {
  const next = text[at + 1];
  if (next === undefined) return null;
  if (next !== '\\') return ESCAPABLE.test(next) ? { kind: 'literal', text: next, end: at + 2 } : null;
  const share = /[\p{L}\p{N}]/u.test(text[at + 2] ?? '') && !/\S/.test(text[at - 1] ?? ' ');
  return share ? { kind: 'literal', text: '\\\\', end: at + 2 } : { kind: 'break', end: at + 2 };
}

/** `[~user]`, `[^file]`, `[address]`, `[label|address]`, `[label|address|hint]`; null for text in brackets. */
function linkFrom(content: string, end: number): Atom | null {
  if (content.startsWith('~') && !content.includes('|'))
    return /^~\S/.test(content) ? { kind: 'mention', id: content.slice(1).trim(), end } : null;
  if (content.startsWith('^'))
    return content.length > 1 ? { kind: 'file', name: content.slice(1), end } : null;
  const parts = content.split('|');
  if (parts.length === 1) {
    const href = content.trim();
    return /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/\S+|mailto:\S+|www\.\S+)$/i.test(href)
      ? { kind: 'link', label: href, href, end }
      : null;
  }
  // A label may hold bars itself; Jira puts the address, or the address and a hint, last.
  const place = parts.findLastIndex((part) => ADDRESS.test(part.trim()) || part.trim().startsWith('^'));
  if (place < 1) return null;
  const href = (parts[place] as string).trim();
  const rest = parts.slice(place + 1).filter((part) => !/^smart-(link|card|embed)$/.test(part));
  const label = parts.slice(0, place).join('|');
  return { kind: 'link', label: [label.trim() === '' ? href : label, ...rest].join(' '), href, end };
}

/** An address that stands in the text as it is: `colon` is the place of its colon. Null where none is. */
export function bareAddress(
  text: string,
  colon: number,
): { readonly start: number; readonly end: number } | null {
  const before = text.slice(Math.max(0, colon - 8), colon);
  const isMail = /(?<![\p{L}\p{N}])mailto$/iu.test(before);
  const scheme = isMail ? 'mailto' : text.startsWith('//', colon + 1) && SCHEME_BEFORE.exec(before)?.[0];
  if (!scheme) return null;
  const from = colon + (isMail ? 1 : 3);
  BARE_ADDRESS.lastIndex = from;
  let end = from + (BARE_ADDRESS.exec(text)?.[0].length ?? 0);
  while (end > from && AFTER_ADDRESS.includes(text[end - 1] as string)) end -= 1;
  return end === from ? null : { start: colon - scheme.length, end };
}
