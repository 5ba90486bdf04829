import type { Random } from '../random.ts';

/**
 * The little grammar that the company's sentences are written in:
 *
 * - `[this|that|]` picks one of the alternatives (they may nest, an empty one is allowed). Brackets without a bar
 *   are plain text, so log lines such as `[main]` need no escaping.
 * - `{name}` is a slot, filled by the case at hand; `{` before anything else is plain text.
 */
type Part = string | { readonly slot: string } | { readonly choices: readonly (readonly Part[])[] };

/**
 * Templates that were read before. Openings are put together for one ticket each and would fill any memory: at this
 * size, several times what the scenarios and phrases hold, all are forgotten and read anew.
 */
const parsed = new Map<string, readonly Part[]>();
const mostParsed = 20_000;
const slotAt = /\{(@?[a-zA-Z]\w*)\}/y;

/** Where the bracket opened at `start` closes and its top-level bars are; undefined where it is not a choice. */
function choiceBounds(text: string, start: number): { end: number; bars: number[] } | undefined {
  const bars: number[] = [];
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const char = text[index];
    if (char === '[') depth += 1;
    else if (char === '|' && depth === 1) bars.push(index);
    else if (char === ']') {
      depth -= 1;
      if (depth === 0) return bars.length > 0 ? { end: index, bars } : undefined;
    }
  }
  return undefined;
}

function parse(text: string): readonly Part[] {
  const parts: Part[] = [];
  let plainFrom = 0;
  const flush = (end: number) => {
    if (end > plainFrom) parts.push(text.slice(plainFrom, end));
  };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '[') {
      const bounds = choiceBounds(text, index);
      if (!bounds) continue;
      flush(index);
      const cuts = [index, ...bounds.bars, bounds.end];
      parts.push({ choices: cuts.slice(1).map((cut, at) => parse(text.slice(cuts[at]! + 1, cut))) });
      index = bounds.end;
      plainFrom = index + 1;
    } else if (char === '{') {
      slotAt.lastIndex = index;
      const match = slotAt.exec(text);
      if (!match) continue;
      flush(index);
      parts.push({ slot: match[1]! });
      index += match[0].length - 1;
      plainFrom = index + 1;
    }
  }
  flush(text.length);
  return parts;
}

function say(
  parts: readonly Part[],
  random: Random,
  slot: (name: string) => string,
  said: string[],
): string[] {
  for (const part of parts) {
    if (typeof part === 'string') said.push(part);
    else if ('slot' in part) said.push(slot(part.slot));
    else say(random.pick(part.choices), random, slot, said);
  }
  return said;
}

/** Fills a template: draws its alternatives and asks `slot` for every slot's text. */
export function fillTemplate(template: string, random: Random, slot: (name: string) => string): string {
  let parts = parsed.get(template);
  if (!parts) {
    parts = parse(template);
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(template, parts);
  }
  // Joined at once: a text that is added to piece by piece keeps every piece in memory as long as it lives.
  return say(parts, random, slot, []).join('');
}
