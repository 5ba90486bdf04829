import { createHash } from 'node:crypto';
import { constants, type FileHandle, open } from 'node:fs/promises';

const BLOCK_BYTES = 1024 * 1024;

export interface Content {
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly sha256: string;
}

/** Told of bytes as they are read. */
export type OnRead = (bytes: number) => void;

/** Copies a file as long as it is now, durably and for the owner alone, and says what was copied. */
export async function copyFile(
  from: string,
  to: string,
  signal: AbortSignal,
  onRead?: OnRead,
): Promise<Content> {
  const target = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    const content = await contentOf(from, (block) => {
      signal.throwIfAborted();
      onRead?.(block.length);
      return writeAll(target, block);
    });
    await target.sync();
    return content;
  } finally {
    await target.close();
  }
}

/** Reads a file to the end that it has when this begins; each block is handed on first. */
export async function contentOf(
  file: string,
  onBlock: (block: Uint8Array) => Promise<void> = async () => {},
): Promise<Content> {
  const source = await open(file);
  try {
    const { size } = await source.stat();
    const hash = createHash('sha256');
    const block = Buffer.alloc(BLOCK_BYTES);
    let bytes = 0;
    while (bytes < size) {
      const { bytesRead } = await source.read(block, 0, Math.min(BLOCK_BYTES, size - bytes), bytes);
      if (bytesRead === 0) break;
      const read = block.subarray(0, bytesRead);
      hash.update(read);
      await onBlock(read);
      bytes += bytesRead;
    }
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await source.close();
  }
}

async function writeAll(target: FileHandle, block: Uint8Array): Promise<void> {
  for (let done = 0; done < block.length; )
    done += (await target.write(block, done, block.length - done)).bytesWritten;
}

/** Makes what is in a file durable. */
export async function flushFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
