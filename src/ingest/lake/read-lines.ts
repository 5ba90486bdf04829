import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * The whole lines of a file, without their line feeds; a last line without one is left out. Only a line feed ends a
 * line: Node's own reader also stops at U+2028 and U+2029, which JSON text may hold.
 */
export async function* readLines(handle: FileHandle): AsyncGenerator<string> {
  const block = Buffer.alloc(BLOCK_BYTES);
  // A line may be longer than a block: its pieces wait here, so that each byte is copied once.
  let pieces: Buffer[] = [];
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, BLOCK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    let start = 0;
    for (
      let end = block.indexOf(LINE_FEED);
      end >= 0 && end < bytesRead;
      end = block.indexOf(LINE_FEED, start)
    ) {
      pieces.push(block.subarray(start, end));
      yield Buffer.concat(pieces).toString('utf8');
      pieces = [];
      start = end + 1;
    }
    if (start < bytesRead) pieces.push(Buffer.from(block.subarray(start, bytesRead)));
  }
}
