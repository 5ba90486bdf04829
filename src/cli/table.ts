import { columns, cutTo, padTo } from './columns.ts';
import { type Piece, paint, type Style, terminalWidth } from './output.ts';

interface Column {
  readonly style?: Style;
  /** Numbers end together. */
  readonly right?: boolean;
  /** May be shortened where the line is too long for the terminal; else it stands whole. */
  readonly gives?: boolean;
}

const GAP = '  ';

/**
 * Rows under each other, as pieces to print. Where they are too long for the terminal, the columns that give are shortened,
 * the widest first; where nobody looks at a terminal, nothing is.
 */
export function table(
  head: readonly Column[],
  rows: readonly (readonly string[])[],
  stream: NodeJS.WriteStream,
  indent = '',
): Piece[][] {
  const widths = head.map((_, at) => Math.max(0, ...rows.map((row) => columns(row[at] ?? ''))));
  const most = terminalWidth(stream) - columns(indent) - GAP.length * (head.length - 1);
  for (;;) {
    const over = widths.reduce((sum, width) => sum + width, 0) - most;
    const giving = head.flatMap(({ gives }, at) => (gives && (widths[at] as number) > LEAST ? [at] : []));
    if (over <= 0 || giving.length === 0) break;
    const widest = giving.reduce((one, other) =>
      (widths[other] as number) > (widths[one] as number) ? other : one,
    );
    widths[widest] = (widths[widest] as number) - 1;
  }
  return rows.map((row) => {
    const cells = head.map(({ style, right }, at) => {
      const width = widths[at] as number;
      const text = cutTo((row[at] ?? '').replaceAll(/\s+/g, ' '), width);
      const isLast = at === head.length - 1;
      const filled = right ? ' '.repeat(width - columns(text)) + text : isLast ? text : padTo(text, width);
      return style ? paint(style, filled) : filled;
    });
    return [indent, ...cells.flatMap((cell, at) => (at === 0 ? [cell] : [GAP, cell]))];
  });
}

/** Less of a text says nothing. */
const LEAST = 8;
