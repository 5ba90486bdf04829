import { createHash } from 'node:crypto';
import { type DateReading, readTime } from './time.ts';

/** A comment as a cell of a CSV export holds it. */
export interface CommentCell {
  /** Made from what the cell says, so that it stays the same from export to export; unique within its ticket. */
  readonly id: string;
  /** Epoch milliseconds; null where the cell names no time. */
  readonly created: number | null;
  /** An account id or a name; null where the cell names nobody. */
  readonly author: string | null;
  readonly text: string;
}

/** `28/Nov/23 10:52;author;text`: date and author hold no semicolons, the text may. Old exports begin with one. */
const CELL = /^\s*;?([^;\n]{4,80});([^;\n]{0,1000});([\s\S]*)$/;

/**
 * Reads the comment cells of a ticket. A cell that does not begin with a date is a comment all the same, with all of
 * its text and neither time nor author.
 */
export function readComments(cells: readonly string[], reading: DateReading): CommentCell[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const digest = createHash('sha256').update(cell).digest('hex').slice(0, 16);
    const times = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, times);
    const id = times === 1 ? `csv-${digest}` : `csv-${digest}-${times}`;
    const [, date = '', author = '', text = ''] = CELL.exec(cell) ?? [];
    const time = readTime(date, reading);
    return 'at' in time
      ? { id, created: time.at, author: author.trim() || null, text: text.trimStart() }
      : { id, created: null, author: null, text: cell };
  });
}
