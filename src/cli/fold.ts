import { columns } from './columns.ts';

/** Part of a line, in whatever style. */
type Part = string | { readonly text: string };

const textOf = (part: Part): string => (typeof part === 'string' ? part : part.text);

/** Behind a name and two spaces or more stands what it is: further lines begin there too, where that is near. */
const NAMED = /^( *)(\S(?:.{0,16}?\S)??) {2,}(?=\S)/;

/**
 * A line in lines of at most so many columns, broken between words; what is one word stays one, so that addresses can be
 * copied. Further lines are indented as the first is, or to where its text begins behind a name.
 */
export function fold<P extends Part>(
  line: readonly P[],
  width: number,
  withText: (part: P, text: string) => P,
): P[][] {
  const whole = line.map(textOf).join('');
  if (columns(whole) <= width) return [[...line]];
  const indent = ' '.repeat(Math.min(hanging(whole), Math.floor(width / 3)));
  const lines: P[][] = [[]];
  let taken = 0;
  let gap = null as { readonly part: P; readonly text: string } | null;
  for (const [part, text] of words(line)) {
    if (text.trim() === '') {
      // Spaces at the end of a line are none; those that a line begins with stay.
      if (taken === 0 && lines.length === 1) {
        lines[0]?.push(withText(part, text));
        taken += text.length;
      } else gap = { part, text: (gap?.text ?? '') + text };
      continue;
    }
    const length = columns(text);
    if (gap && taken + gap.text.length + length > width && taken > indent.length) {
      lines.push([withText(part, indent)]);
      taken = indent.length;
    } else if (gap) {
      lines.at(-1)?.push(withText(gap.part, gap.text));
      taken += gap.text.length;
    }
    gap = null;
    lines.at(-1)?.push(withText(part, text));
    taken += length;
  }
  return lines;
}

function hanging(text: string): number {
  const [named] = NAMED.exec(text) ?? [];
  return named?.length ?? /^ */.exec(text)?.[0].length ?? 0;
}

/** Words and the spaces between them, each with the part that it is of. */
function* words<P extends Part>(line: readonly P[]): Generator<[P, string]> {
  for (const part of line) for (const [text] of textOf(part).matchAll(/ +|[^ ]+/g)) yield [part, text];
}
