import { crc32 } from 'node:zlib';

/** Stands before the checksum, which is therefore found at the same place of every line. */
const BEFORE = '{"check":"';
const AFTER = '",';
const DIGITS = 8;
const CHECKED_FROM = BEFORE.length + DIGITS + AFTER.length;

/** A JSON object as one line that begins with the checksum (CRC-32) of all its bytes after the checksum. */
export function withCheck(json: string): string {
  const rest = json.slice(1);
  return `${BEFORE}${checkOf(rest)}${AFTER}${rest}`;
}

/**
 * What is wrong with the bytes of such a line, in words; null where they are the ones that were written. Every flipped
 * bit is found, because those of the checksum and the signs around it are compared too.
 */
export function checkFault(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, CHECKED_FROM);
  if (start.length < CHECKED_FROM || !start.startsWith(BEFORE) || !start.endsWith(AFTER))
    return 'it does not begin with a checksum';
  const written = start.slice(BEFORE.length, BEFORE.length + DIGITS);
  const actual = checkOf(bytes.subarray(CHECKED_FROM));
  return written === actual ? null : `its checksum is ${actual}, and ${printable(written)} was written`;
}

function checkOf(content: string | Buffer): string {
  return crc32(content).toString(16).padStart(DIGITS, '0');
}

function printable(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : 'something else';
}
