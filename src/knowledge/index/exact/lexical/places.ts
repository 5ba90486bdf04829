/** Where a word stands in a text: see `Word` for position and span. */
export interface Place {
  readonly position: number;
  readonly span: number;
  /** Which form of its term the word is. */
  readonly form: number;
}

/** The bits of a place's first number that say which others follow, because they are not what they mostly are. */
const HAS_FORM = 1;
const HAS_SPAN = 2;
const FLAG_BITS = 2;

/** The most bytes that a place takes: three numbers of 32 bits. */
export const PLACE_BYTES = 15;

/**
 * Writes a place as numbers of 7 bits a byte, low ones first, all but a number's last byte with 128 added: how far it
 * is from the position `before`, and form and span where they are not 0 and 1. Returns where it ends.
 */
export function writePlace(
  bytes: Uint8Array,
  offset: number,
  { position, span, form }: Place,
  before: number,
): number {
  const flags = (form > 0 ? HAS_FORM : 0) | (span > 1 ? HAS_SPAN : 0);
  let end = writeNumber(bytes, offset, ((position - before) << FLAG_BITS) | flags);
  if (form > 0) end = writeNumber(bytes, end, form);
  if (span > 1) end = writeNumber(bytes, end, span);
  return end;
}

function writeNumber(bytes: Uint8Array, offset: number, number: number): number {
  let rest = number;
  let end = offset;
  while (rest > 127) {
    bytes[end++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[end++] = rest;
  return end;
}

/** The place that was read last, and where the next one begins. */
export interface PlaceCursor {
  offset: number;
  position: number;
  span: number;
  form: number;
}

/** Reads the next place; `cursor.position` must be that of the one before in the same text, or 0. */
export function readPlace(bytes: Uint8Array, cursor: PlaceCursor): void {
  const first = readNumber(bytes, cursor);
  cursor.position += first >>> FLAG_BITS;
  cursor.form = (first & HAS_FORM) === 0 ? 0 : readNumber(bytes, cursor);
  cursor.span = (first & HAS_SPAN) === 0 ? 1 : readNumber(bytes, cursor);
}

function readNumber(bytes: Uint8Array, cursor: PlaceCursor): number {
  let byte = bytes[cursor.offset++] as number;
  let number = byte & 127;
  for (let shift = 7; byte > 127; shift += 7) {
    byte = bytes[cursor.offset++] as number;
    number |= (byte & 127) << shift;
  }
  return number;
}

/** Where the places after the next `count` begin. */
export function skipPlaces(bytes: Uint8Array, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i < count; i += 1) {
    const flags = bytes[at] as number;
    let numbers = 1 + (flags & HAS_FORM) + ((flags & HAS_SPAN) >>> 1);
    while (numbers > 0) if ((bytes[at++] as number) < 128) numbers -= 1;
  }
  return at;
}
