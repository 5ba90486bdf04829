import { forwardSearch } from './forward-search.ts';

/** A piece of wiki text: plain, verbatim, or the edge of a macro that holds other text. */
export type MacroToken =
  | { readonly kind: 'text'; readonly text: string; readonly color: string | null }
  | {
      readonly kind: 'verbatim';
      readonly macro: 'code' | 'noformat';
      readonly parameters: string;
      readonly body: string;
    }
  | { readonly kind: 'open'; readonly macro: Container; readonly parameters: string }
  | { readonly kind: 'close' };

export type Container = 'quote' | 'panel';

interface Tag {
  readonly macro: 'code' | 'noformat' | 'color' | Container;
  readonly start: number;
  readonly end: number;
  /** What stands after the colon; null without a colon. */
  readonly parameters: string | null;
  /** The text up to the closing tag, which `end` lies behind: of `{code}` and `{noformat}` alone. */
  readonly body?: string;
  /** Text until it has found its other half. */
  role: 'text' | 'open' | 'close' | 'whole';
}

/** Quotes and panels within one another; what is nested deeper stays text. */
const MAX_NESTING = 5;

/** Parameters hold no braces, so that a tag without its end cannot swallow the next one. */
const TAG = /\{(code|noformat|quote|panel|color)(?::([^{}\n]{0,1000}))?\}/y;

/** Only what is understood as parameters is taken as such: a tag with other words in it stays text. */
const PARAMETERS = {
  code: /^[\w+#./-]*(?:\|[\w+#./-]+)*$/,
  noformat: /^$/,
  panel: /^$/,
  quote: /^$/,
  color: /^ *#?[\w-]+ *$/,
};
const PROPERTY = /^\s*[a-zA-Z]+\s*=/;

/**
 * Cuts wiki text at its macros. `{code}` and `{noformat}` keep their body as it is; `{quote}` and `{panel}` become an
 * opening and a closing token, always in pairs and properly nested; `{color}` becomes the colour of the text in it. A
 * tag without its other half, and every macro not named here, stays text.
 */
export function macroTokens(source: string): MacroToken[] {
  const tags = findTags(source);
  pairContainers(tags);
  pairColors(tags);
  const tokens: MacroToken[] = [];
  const colors: string[] = [];
  let position = 0;
  const textUntil = (end: number) => {
    if (end > position)
      tokens.push({ kind: 'text', text: source.slice(position, end), color: colors.at(-1) ?? null });
  };
  for (const { macro, start, end, parameters, body, role } of tags) {
    if (role === 'text') continue;
    textUntil(start);
    position = end;
    if (macro === 'code' || macro === 'noformat') {
      tokens.push({ kind: 'verbatim', macro, parameters: parameters ?? '', body: body ?? '' });
    } else if (macro === 'color') {
      if (role === 'open') colors.push((parameters ?? '').trim());
      else colors.pop();
    } else {
      tokens.push(
        role === 'open' ? { kind: 'open', macro, parameters: parameters ?? '' } : { kind: 'close' },
      );
    }
  }
  textUntil(source.length);
  return tokens;
}

function findTags(source: string): Tag[] {
  const tags: Tag[] = [];
  const closing = {
    code: forwardSearch(source, '{code}'),
    noformat: forwardSearch(source, '{noformat}'),
  };
  const endOfMonospace = forwardSearch(source, '}}');
  const endOfLine = forwardSearch(source, '\n');
  for (let at = source.indexOf('{'); at >= 0; at = source.indexOf('{', at)) {
    if (isEscaped(source, at)) {
      at += 1;
      continue;
    }
    if (source[at + 1] === '{') {
      const end = endOfMonospace(at + 2);
      const line = endOfLine(at);
      const closed = end >= 0 && (line < 0 || end < line);
      at = closed ? end + 2 : at + 1;
      continue;
    }
    TAG.lastIndex = at;
    const match = TAG.exec(source);
    if (!match || !hasParameters(match[1] as Tag['macro'], match[2] ?? null)) {
      at += 1;
      continue;
    }
    const macro = match[1] as Tag['macro'];
    const tag = { macro, start: at, end: TAG.lastIndex, parameters: match[2] ?? null } as const;
    at = tag.end;
    if (macro === 'code' || macro === 'noformat') {
      const close = closing[macro](tag.end);
      if (close < 0) continue;
      at = close + macro.length + 2;
      tags.push({ ...tag, end: at, body: source.slice(tag.end, close), role: 'whole' });
    } else {
      tags.push({ ...tag, role: 'text' });
    }
  }
  return tags;
}

function hasParameters(macro: Tag['macro'], parameters: string | null): boolean {
  if (parameters === null) return true;
  const plain = parameters.split('|').filter((part) => macro === 'color' || !PROPERTY.test(part));
  return PARAMETERS[macro].test(plain.join('|'));
}

/** An odd number of backslashes: two of them are a line break. */
function isEscaped(source: string, at: number): boolean {
  let backslashes = 0;
  while (source[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** `{quote}` and `{panel}` have no closing form: without parameters each closes the open one of its kind, if any. */
function pairContainers(tags: readonly Tag[]): void {
  const open: Tag[] = [];
  for (const tag of tags) {
    if (tag.macro !== 'quote' && tag.macro !== 'panel') continue;
    const partner = tag.parameters === null ? open.findLastIndex(({ macro }) => macro === tag.macro) : -1;
    if (partner >= 0) {
      (open[partner] as Tag).role = 'open';
      tag.role = 'close';
      open.length = partner;
    } else if (open.length < MAX_NESTING) {
      open.push(tag);
    }
  }
}

function pairColors(tags: readonly Tag[]): void {
  const open: Tag[] = [];
  for (const tag of tags) {
    if (tag.macro !== 'color') continue;
    if (tag.parameters !== null) {
      open.push(tag);
      continue;
    }
    const partner = open.pop();
    if (!partner) continue;
    partner.role = 'open';
    tag.role = 'close';
  }
}
