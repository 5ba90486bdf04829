import type { Place } from './postings.ts';

/** The bits of a place's first number that say which of the others follow, because they are not what they mostly are. */
const HAS_FORM = 1;
const HAS_SPAN = 2;

/**
 * Writes a place as numbers of 7 bits a byte, low ones first, the last byte below 128: how far it is from the place
 * `before` in the same text (0 for the first), and form and span where they are not 0 and 1.
 */
export function writePlace({ position, span, form }: Place, before: number, write: (byte: number) => void): void {
  const flags = (form > 0 ? HAS_FORM : 0) + (span > 1 ? HAS_SPAN : 0);
  writeNumber((position - before) * 4 + flags, write);
  if (form > 0) writeNumber(form, write);
  if (span > 1) writeNumber(span, write);
}

function writeNumber(number: number, write: (byte: number) => void): void {
  let rest = number;
  while (rest > 127) {
    write((rest & 127) | 128);
    rest >>>= 7;
  }
  write(rest);
}

/** Reads places one after the other; it is itself the place that was read last. */
export interface PlacesReader extends Place {
  /** Where the next place begins. */
  readonly offset: number;
  /** The next place is the first one in another text. */
  begin(): void;
  next(): void;
  skip(places: number): void;
}

export function placesReader(bytes: Uint8Array, start: number): PlacesReader {
  let offset = start;

  function number(): number {
    let byte = bytes[offset++] as number;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[offset++] as number;
      value |= (byte & 127) << shift;
    }
    return value;
  }

  let position = 0;
  let span = 1;
  let form = 0;
  const reader: PlacesReader = {
    get offset() {
      return offset;
    },
    get position() {
      return position;
    },
    get span() {
      return span;
    },
    get form() {
      return form;
    },
    begin() {
      position = 0;
    },
    next() {
      const first = number();
      position += first >>> 2;
      form = first & HAS_FORM ? number() : 0;
      span = first & HAS_SPAN ? number() : 1;
    },
    skip(places) {
      for (let i = 0; i < places; i += 1) reader.next();
    },
  };
  return reader;
}
