import { hash } from 'node:crypto';
import type { DocumentBlock } from '../domain/index.ts';

/**
 * The longest piece, in UTF-16 units. Most descriptions and nearly all comments stay whole; a piece much longer would
 * drown what is special in it.
 */
export const MAX_LENGTH = 4000;
/** What two pieces share where a single paragraph had to be cut: about two sentences. */
const OVERLAP = 200;

interface Unit {
  readonly text: string;
  readonly heading: boolean;
  /** What separates it from the unit before, where they stand in one piece. */
  readonly gap: string;
}

/**
 * The text of some blocks in pieces, as few as it takes. A text that fits stays whole. Longer ones are cut between
 * blocks, or else between their parts, at a place that depends on the text around it alone: what is put in or taken
 * out elsewhere leaves most pieces as they are. Only what has no parts and does not fit is cut itself, with an overlap.
 */
export function piecesOf(blocks: readonly DocumentBlock[]): string[] {
  const pieces: string[] = [];
  for (let rest = blocks.flatMap((block) => unitsOf(block, '\n\n')); rest.length > 0; ) {
    const count = cutAfter(rest);
    const text = rest
      .slice(0, count)
      .map((unit, position) => (position === 0 ? unit.text : unit.gap + unit.text))
      .join('');
    if (text.trim() !== '') pieces.push(text.trim());
    rest = rest.slice(count);
  }
  return pieces;
}

function unitsOf({ kind, text, parts }: DocumentBlock, gap: string): Unit[] {
  if (text.length <= MAX_LENGTH) return [{ text, heading: kind === 'heading', gap }];
  if (parts.length > 0) return parts.flatMap((part, position) => unitsOf(part, position === 0 ? gap : '\n'));
  return windows(text).map((window) => ({ text: window, heading: false, gap }));
}

/**
 * How many units go into the next piece. Of the places in the second half of a full piece, one before a heading is
 * best, and one after a heading worst; between equals the hash of what follows decides, which any text carries with it.
 */
function cutAfter(units: readonly Unit[]): number {
  const places: { readonly count: number; readonly key: string }[] = [];
  let length = 0;
  for (const [count, unit] of units.entries()) {
    const longer = length + (count === 0 ? 0 : unit.gap.length) + unit.text.length;
    if (length > MAX_LENGTH / 2) {
      const rank = unit.heading ? 0 : units[count - 1]?.heading ? 2 : 1;
      places.push({ count, key: `${rank}${hash('sha256', unit.text)}` });
    }
    if (longer > MAX_LENGTH) return leastKey(places)?.count ?? count;
    length = longer;
  }
  return units.length;
}

function leastKey<T extends { readonly key: string }>(places: readonly T[]): T | undefined {
  return places.reduce<T | undefined>(
    (least, each) => (least && least.key < each.key ? least : each),
    undefined,
  );
}

/** Cuts at the last line, sentence or else word that ends in the second half of a window. */
function windows(text: string): string[] {
  const result: string[] = [];
  let rest = text.trim();
  while (rest.length > MAX_LENGTH) {
    const window = rest.slice(0, MAX_LENGTH);
    const ends = ['\n', '. ', ' '].map((separator) => window.lastIndexOf(separator) + 1);
    const end = ends.find((position) => position > MAX_LENGTH / 2) ?? wholeCharacters(window);
    const piece = rest.slice(0, end);
    result.push(piece.trimEnd());
    const shared = piece.slice(-OVERLAP).search(/\s/);
    rest = rest.slice(shared < 0 ? end : end - OVERLAP + shared).trimStart();
  }
  return rest === '' ? result : [...result, rest];
}

/** The length of `text` without half of a character that a cut left at its end. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
}
