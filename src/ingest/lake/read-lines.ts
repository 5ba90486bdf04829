import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

export interface LineOfBytes {
  /** Without the line feed. Valid until the next line is asked for. */
  readonly bytes: Buffer;
  /** Where in the file it begins. */
  readonly offset: number;
}

/**
 * The whole lines of a file; a last one without a line feed is left out. Only a line feed ends a line: Node's own
 * reader also stops at U+2028 and U+2029, which JSON text may hold.
 */
export async function* readLines(handle: FileHandle): AsyncGenerator<LineOfBytes> {
  const block = Buffer.alloc(BLOCK_BYTES);
  // A line may be longer than a block: its pieces wait here, so that each byte is copied once at most.
  let pieces: Buffer[] = [];
  let offset = 0;
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, BLOCK_BYTES, position);
    if (bytesRead === 0) return;
    let start = 0;
    for (
      let end = block.indexOf(LINE_FEED);
      end >= 0 && end < bytesRead;
      end = block.indexOf(LINE_FEED, start)
    ) {
      const piece = block.subarray(start, end);
      yield { bytes: pieces.length === 0 ? piece : Buffer.concat([...pieces, piece]), offset };
      pieces = [];
      start = end + 1;
      offset = position + start;
    }
    if (start < bytesRead) pieces.push(Buffer.from(block.subarray(start, bytesRead)));
    position += bytesRead;
  }
}
