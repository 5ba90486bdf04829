import { type Frame, frameBuilder } from './frame.ts';
import type { Bytes } from './input.ts';

/** How a CSV file is written: the bytes that end cells and rows. */
export interface CsvDialect {
  readonly delimiter: number;
  readonly rowEnd: number;
}

const QUOTE = 0x22;

/**
 * The rows of a CSV file, quoted line ends and all. Only quotes are followed here, by the rules of RFC 4180, so that a
 * row without end is noticed at the limit and rows behind a broken one are read; cells are made elsewhere.
 */
export async function* rowFrames(bytes: Bytes, { delimiter, rowEnd }: CsvDialect): AsyncGenerator<Frame> {
  const frame = frameBuilder();
  /** At the start of a cell, in one without quotes, in one with quotes, or behind a quote in it. */
  let place: 'start' | 'bare' | 'quoted' | 'quote' = 'start';
  let line = 1;
  let begun = 1;
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let rowStart = 0;
    for (let at = 0; at < buffer.length; at += 1) {
      const byte = buffer[at] as number;
      if (byte === rowEnd) line += 1;
      if (place === 'quoted') {
        if (byte === QUOTE) place = 'quote';
      } else if (place === 'quote' && byte === QUOTE) {
        place = 'quoted';
      } else if (byte === rowEnd) {
        frame.add(buffer.subarray(rowStart, at));
        if (frame.size > 0) yield frame.take(begun, 1);
        rowStart = at + 1;
        begun = line;
        place = 'start';
      } else if (byte === delimiter) {
        place = 'start';
      } else {
        place = place === 'start' && byte === QUOTE ? 'quoted' : 'bare';
      }
    }
    frame.add(buffer.subarray(rowStart));
  }
  if (frame.size > 0) yield frame.take(begun, 1);
}
