import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CasebookError } from '../../../domain/index.ts';

/** The bytes of a file or an upload, piece by piece; the next piece is asked for when the last one has been used. */
export type Bytes = AsyncIterable<Uint8Array>;

/** What a stream begins with, and all of it. */
export interface Opened {
  /** The first bytes: as many as were asked for, fewer where there are no more. */
  readonly head: Buffer;
  /** Everything, the head included. */
  readonly bytes: Bytes;
}

/** Compressed files smaller than this when unpacked are never questioned. */
const HARMLESS = 1024 * 1024;
/** Tickets shrink to a tenth, very alike ones to a hundredth; what shrinks a thousandfold was made to fill a memory. */
const HIGHEST_RATIO = 300;
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads the first bytes without losing them. What breaks off later, or in their midst, does so when all is read. */
export async function openBytes(input: Bytes, length: number): Promise<Opened> {
  const iterator = input[Symbol.asyncIterator]();
  const pieces: Buffer[] = [];
  let size = 0;
  let rest = () => iterator.next();
  try {
    while (size < length) {
      const next = await iterator.next();
      if (next.done) {
        rest = async () => next;
        break;
      }
      pieces.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
      size += next.value.byteLength;
    }
  } catch (error) {
    if (size === 0) throw error;
    rest = () => Promise.reject(error);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces.splice(0);
      for (let next = await rest(); !next.done; next = await rest()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(pieces).subarray(0, length), bytes: all() };
}

/**
 * The text of an input, without a byte-order mark: unpacked where it is gzip, and as UTF-8 where it says or shows that
 * it is UTF-16. Everything else comes through as it is.
 *
 * @throws CasebookError while iterating: `import-damaged` where compressed data break off, `import-expands` where they
 * grow as no tickets do.
 */
export async function textOf(input: Bytes, headLength: number): Promise<Opened> {
  const packed = await openBytes(input, 2);
  const plain = isGzip(packed.head) ? unpack(packed.bytes) : packed.bytes;
  const opened = await openBytes(plain, headLength);
  const encoding = utf16In(opened.head);
  if (encoding) return openBytes(decode(opened.bytes, encoding), headLength);
  if (!opened.head.subarray(0, UTF8_MARK.length).equals(UTF8_MARK)) return opened;
  return openBytes(without(UTF8_MARK.length, opened.bytes), headLength);
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* unpack(packed: Bytes): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const flow = pipeline(Readable.from(packed, { objectMode: false }), gunzip);
  // What fails is thrown where the pieces are read.
  flow.catch(() => {});
  let size = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > HARMLESS && size > HIGHEST_RATIO * gunzip.bytesWritten) {
        throw new CasebookError(
          'import-expands',
          `${gunzip.bytesWritten} bytes became more than ${size}; nothing after them was read.`,
        );
      }
      yield piece;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new CasebookError('import-damaged', `After ${size} bytes unpacked: ${error.message}.`, {
      cause: error,
    });
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

/** By its mark; without one, by the zeros that every second byte of Western text is. */
function utf16In(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 1000);
  const zerosAt = (parity: number) => sample.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  const many = sample.length / 4;
  if (zerosAt(1) > many && zerosAt(0) === 0) return 'utf-16le';
  return zerosAt(0) > many && zerosAt(1) === 0 ? 'utf-16be' : null;
}

async function* without(length: number, bytes: Bytes): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const piece of bytes) {
    if (piece.byteLength > left) yield piece.subarray(left);
    left = Math.max(0, left - piece.byteLength);
  }
}

async function* decode(bytes: Bytes, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}
