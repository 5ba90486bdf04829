import { type Frame, frameBuilder } from './frame.ts';
import type { Bytes } from './input.ts';

/** The key under which Jira's search answers list their issues. */
const LIST_KEY = 'issues';
const LONGEST_KEY = 64;

const code = (character: string) => character.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');
const COMMA = code(',');
const LINE_END = code('\n');

const isBlank = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
const opens = (byte: number) => byte === code('{') || byte === code('[');
const closes = (byte: number) => byte === code('}') || byte === code(']');

/**
 * The records of JSON that is not cut by lines: the elements of arrays, the `issues` of search answers (`pages`), or
 * else whole objects, one after another. Only brackets, strings and commas are looked at; whether a record is JSON
 * shows when it is read. Nothing but the record in hand is held.
 */
export async function* valueFrames(bytes: Bytes, pages: boolean): AsyncGenerator<Frame> {
  const frame = frameBuilder();
  /** Where the next byte belongs: between the values of the file, in a page around its list, in a list, in a record. */
  let place: 'top' | 'page' | 'list' | 'record' = 'top';
  let around: 'top' | 'page' | 'list' = 'top';
  /** Brackets open within the page or the record. */
  let depth = 0;
  let inString = false;
  let escaped = false;
  /** The last string of a page at its first level; null for one too long to be the key that counts. */
  let key: string | null = '';
  let listAround: 'top' | 'page' = 'top';
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  let begun = { line: 1, column: 1 };

  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let recordStart = 0;
    for (let at = 0; at < buffer.length; at += 1) {
      const byte = buffer[at] as number;
      if (byte === LINE_END) {
        line += 1;
        lineStart = offset + at + 1;
      }
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else if (place === 'page' && depth === 1 && key !== null)
          key = key.length < LONGEST_KEY ? key + String.fromCharCode(byte) : null;
        continue;
      }
      if (place === 'record') {
        if (byte === QUOTE) {
          inString = true;
        } else if (opens(byte)) {
          depth += 1;
        } else if (depth > 0 && closes(byte)) {
          depth -= 1;
          if (depth > 0) continue;
          frame.add(buffer.subarray(recordStart, at + 1));
          yield frame.take(begun.line, begun.column);
          place = around;
        } else if (depth === 0 && (byte === COMMA || closes(byte) || (around === 'top' && isBlank(byte)))) {
          // What is no object and no array ends where the next thing begins: a bracket there is looked at again.
          frame.add(buffer.subarray(recordStart, at));
          yield frame.take(begun.line, begun.column);
          place = around;
          if (closes(byte)) at -= 1;
        }
      } else if (place === 'page') {
        if (byte === QUOTE) {
          inString = true;
          if (depth === 1) key = '';
        } else if (opens(byte)) {
          if (depth === 1 && key === LIST_KEY && byte === code('[')) {
            place = 'list';
            listAround = 'page';
          } else {
            depth += 1;
          }
        } else if (closes(byte)) {
          depth -= 1;
          if (depth === 0) place = 'top';
        }
      } else if (isBlank(byte) || byte === COMMA) {
        // Between records.
      } else if (place === 'list' && closes(byte)) {
        place = listAround;
        key = '';
        depth = 1;
      } else if (place === 'top' && byte === code('[')) {
        place = 'list';
        listAround = 'top';
      } else if (place === 'top' && pages && byte === code('{')) {
        place = 'page';
        depth = 1;
        key = '';
      } else {
        around = place;
        place = 'record';
        depth = opens(byte) ? 1 : 0;
        inString = byte === QUOTE;
        recordStart = at;
        begun = { line, column: offset + at - lineStart + 1 };
      }
    }
    if (place === 'record') frame.add(buffer.subarray(recordStart));
    offset += buffer.length;
  }
  if (place === 'record') yield frame.take(begun.line, begun.column);
  if (place === 'record' ? around !== 'top' : place !== 'top')
    yield frame.take(line, offset - lineStart + 1, 'the file ends before its list does');
}
