import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import type { StoredLine } from './lake.ts';
import { openLine } from './line.ts';
import { readLines } from './read-lines.ts';

export interface SegmentToRead {
  readonly file: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** As many as this, and no more, are read. */
  readonly lines: number;
}

/**
 * The lines of a segment in order, each compared with its checksum, all with what is known of the segment.
 *
 * @throws CasebookError `data-unreadable`, naming the file and line that is damaged or missing.
 */
export async function* readSegment(folder: string, segment: SegmentToRead): AsyncGenerator<StoredLine> {
  const file = join(folder, segment.file);
  await using handle = await openListed(file);
  let [lines, before] = [0, segment.firstSeq - 1];
  if (segment.lines === 0) return;
  for await (const { bytes, offset } of readLines(handle)) {
    lines += 1;
    const line = lineAt(bytes, `${file} line ${lines} (byte ${offset})`);
    const { seq } = line.head;
    if (seq <= before || seq > segment.lastSeq)
      throw new CasebookError(
        'data-unreadable',
        `${file} line ${lines} says that it is line ${seq} of the lake, after ${before}.`,
      );
    before = seq;
    yield { ...line, segment: segment.file, bytes: bytes.length + 1 };
    if (lines === segment.lines) return;
  }
  throw new CasebookError(
    'data-unreadable',
    `${file} has ${lines} lines, and ${segment.lines} were written.`,
  );
}

async function openListed(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    throw new CasebookError('data-unreadable', `${file} cannot be read.`, { cause: error });
  }
}

function lineAt(bytes: Buffer, place: string) {
  try {
    return openLine(bytes);
  } catch (error) {
    const fault = (error as Error).message;
    throw new CasebookError('data-unreadable', `${place} is damaged: ${fault}.`, { cause: error });
  }
}
