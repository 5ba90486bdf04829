import { KEPT_OF_UNREADABLE, LARGEST_RECORD } from '../../limits.ts';

/** The bytes of one record, cut out of its file and not yet read. */
export interface Frame {
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** The byte of that line that it begins at, from 1. */
  readonly column: number;
  /** All bytes; of a record beyond the limit, the first of them. */
  readonly bytes: Buffer;
  /** How many bytes it has in the file. */
  readonly size: number;
  /** Why it is none, where the cutting shows it already. */
  readonly fault?: string;
}

/** Gathers the bytes of a record from the pieces that a file comes in; of one beyond the limit only the first bytes. */
export interface FrameBuilder {
  add(bytes: Buffer): void;
  /** Whether there is anything. */
  readonly size: number;
  /** The frame of what was gathered, which begins anew. */
  take(line: number, column: number, fault?: string): Frame;
}

export function frameBuilder(): FrameBuilder {
  let pieces: Buffer[] = [];
  let size = 0;
  return {
    add(bytes) {
      if (bytes.length === 0) return;
      size += bytes.length;
      if (size <= LARGEST_RECORD) pieces.push(bytes);
      // The pieces are let go at once: a record without end must not be held.
      else if (size - bytes.length <= LARGEST_RECORD)
        pieces = [Buffer.from(Buffer.concat([...pieces, bytes]).subarray(0, KEPT_OF_UNREADABLE))];
    },
    get size() {
      return size;
    },
    take(line, column, fault) {
      const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      const frame = { line, column, bytes, size, ...(fault === undefined ? {} : { fault }) };
      pieces = [];
      size = 0;
      return frame;
    },
  };
}

export function isTooLarge(frame: Frame): boolean {
  return frame.size > LARGEST_RECORD;
}
