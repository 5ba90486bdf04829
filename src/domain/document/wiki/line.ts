import type { DocumentNode } from '../schema.ts';
import type { TextRun } from './inline.ts';

/** A part of a line: text, or a block (code, a quote, a panel) that stands in the middle of it. */
export type Piece =
  | ({ readonly kind: 'text' } & TextRun)
  | { readonly kind: 'block'; readonly node: DocumentNode };

export type Line = Piece[];

/** The text that a line begins with; empty where it begins with a block. */
export function textAtStart(line: Line | undefined): string {
  const first = line?.[0];
  return first?.kind === 'text' ? first.text : '';
}

/** The line without the first `length` characters of the text that it begins with. */
export function withoutStart(line: Line, length: number): Line {
  const [first, ...rest] = line;
  return first?.kind === 'text' ? [{ ...first, text: first.text.slice(length) }, ...rest] : line;
}

export function isBlank(line: Line): boolean {
  return line.every((piece) => piece.kind === 'text' && piece.text.trim() === '');
}
