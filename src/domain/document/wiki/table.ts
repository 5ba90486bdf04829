import { atomReader } from './atoms.ts';
import { isBlank, type Line, textAtStart } from './line.ts';

/** A cell's lines, still to be read as text. */
export interface Cell {
  readonly type: 'tableHeader' | 'tableCell';
  readonly lines: Line[];
}

/** Whether a line begins a row: `|cell|cell|` or `||heading||heading||`. */
export function beginsRow(line: Line | undefined): boolean {
  return /^[ \t]*\|/.test(textAtStart(line));
}

/** Whether a row is complete with this line: one that does not end in a bar goes on in the next. */
export function endsRow(line: Line): boolean {
  const last = line.at(-1);
  return last?.kind === 'text' && last.text.trimEnd().endsWith('|');
}

/**
 * Cuts the lines of a row at their bars. Bars inside links, images and monospaced text are no ends of cells, nor are
 * escaped ones; whole blocks, such as code, belong to the cell that they stand in.
 */
export function cellsOf(lines: readonly Line[]): Cell[] {
  const cells: Cell[] = [];
  const addTo = (piece: Line[number]) => cells.at(-1)?.lines.at(-1)?.push(piece);
  for (const [number, line] of lines.entries()) {
    if (number > 0) cells.at(-1)?.lines.push([]);
    for (const piece of line) {
      if (piece.kind === 'block') {
        addTo(piece);
        continue;
      }
      let start = 0;
      for (const { at, end } of [...barsIn(piece.text), { at: piece.text.length, end: piece.text.length }]) {
        if (at > start) addTo({ ...piece, text: piece.text.slice(start, at) });
        if (end > at) cells.push({ type: end - at > 1 ? 'tableHeader' : 'tableCell', lines: [[]] });
        start = end;
      }
    }
  }
  // The bar that ends the row begins no cell.
  if (cells.length > 1 && cells.at(-1)?.lines.every(isBlank)) cells.pop();
  return cells;
}

function* barsIn(text: string): Generator<{ readonly at: number; readonly end: number }> {
  const atomAt = atomReader(text);
  const special = /[|\\{[!]/g;
  for (let match = special.exec(text); match; match = special.exec(text)) {
    const at = match.index;
    if (text[at] === '|') {
      special.lastIndex = text[at + 1] === '|' ? at + 2 : at + 1;
      yield { at, end: special.lastIndex };
    } else {
      special.lastIndex = atomAt(at)?.end ?? at + 1;
    }
  }
}
