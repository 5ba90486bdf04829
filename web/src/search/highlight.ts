export interface Piece {
  /** Where the piece begins, in UTF-16 units; unlike its words, it is the piece's alone. */
  readonly start: number;
  readonly text: string;
  readonly marked: boolean;
}

/**
 * Cuts a text into marked and unmarked pieces that together are the text again, whatever the ranges are:
 * [start, end) in UTF-16 units, in any order, overlapping, or outside of the text.
 */
export function splitByRanges(text: string, ranges: readonly (readonly number[])[]): Piece[] {
  const pieces: Piece[] = [];
  let place = 0;
  const cut = (to: number, marked: boolean) => {
    if (to > place) pieces.push({ start: place, text: text.slice(place, to), marked });
    place = Math.max(place, to);
  };
  for (const [start = 0, end = 0] of [...ranges].sort(([a = 0], [b = 0]) => a - b)) {
    const from = Math.max(place, Math.min(start, text.length));
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    cut(from, false);
    cut(to, true);
  }
  cut(text.length, false);
  return pieces;
}
