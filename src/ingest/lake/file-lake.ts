import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import type { Lake } from './lake.ts';
import { formatLine, type LakeLine, parseLine } from './line.ts';
import { readLines } from './read-lines.ts';

/** Segments stay below the size that editors and copying tools take easily. */
const SEGMENT_BYTES = 64 * 1024 * 1024;

/** A segment is named for the number of its first line. */
const segmentName = (firstSeq: number) => `${String(firstSeq).padStart(12, '0')}.jsonl`;

interface Segment {
  readonly firstSeq: number;
  readonly file: string;
}

/**
 * The lake in a folder of JSONL segments. A last line torn by a crash was never acknowledged: opening cuts it.
 * Reading checks each line's number and digest.
 *
 * @param segmentBytes a segment that has reached this size is followed by a new one.
 * @throws CasebookError `data-unreadable`, here and while reading, naming the file and line that is damaged or missing.
 */
export async function openFileLake(folder: string, segmentBytes = SEGMENT_BYTES): Promise<Lake> {
  await mkdir(folder, { recursive: true });
  const segments: Segment[] = (await readdir(folder))
    .filter((name) => /^\d{12}\.jsonl$/.test(name))
    .sort()
    .map((name) => ({ firstSeq: Number.parseInt(name, 10), file: join(folder, name) }));

  let current: { handle: FileHandle; bytes: number } | null = null;
  let lastSeq = 0;

  async function startSegment(): Promise<{ handle: FileHandle; bytes: number }> {
    await current?.handle.close();
    const file = join(folder, segmentName(lastSeq + 1));
    const handle = await open(file, 'ax+');
    segments.push({ firstSeq: lastSeq + 1, file });
    await syncFolder(folder);
    current = { handle, bytes: 0 };
    return current;
  }

  const newest = segments.at(-1);
  if (newest) {
    const handle = await open(newest.file, 'a+');
    const end = await findEnd(handle, newest);
    await handle.truncate(end.bytes);
    current = { handle, bytes: end.bytes };
    lastSeq = end.lastSeq;
  }

  return {
    get lastSeq() {
      return lastSeq;
    },
    async append(entries) {
      const segment = current && current.bytes < segmentBytes ? current : await startSegment();
      const firstSeq = lastSeq + 1;
      const text = entries
        .map((entry, i) => formatLine({ seq: firstSeq + i, ...entry }, entry.bodyText))
        .join('');
      try {
        await segment.handle.appendFile(text);
        await segment.handle.datasync();
      } catch (error) {
        await segment.handle.truncate(segment.bytes);
        throw error;
      }
      segment.bytes += Buffer.byteLength(text);
      lastSeq += entries.length;
      return firstSeq;
    },
    async *readAfter(seq) {
      const until = lastSeq;
      for (const [position, segment] of segments.entries()) {
        const next = segments[position + 1];
        if (next && next.firstSeq <= seq + 1) continue;
        const handle = await open(segment.file);
        try {
          let number = segment.firstSeq;
          for await (const text of readLines(handle)) {
            if (number > until) break;
            if (number > seq)
              yield parseAt(text, number, `${segment.file} line ${number - segment.firstSeq + 1}`);
            number += 1;
          }
          // The last segment ends where the lake does; every other one where the next begins.
          const expected = Math.min(next?.firstSeq ?? until + 1, until + 1);
          if (number < expected)
            throw new CasebookError(
              'data-unreadable',
              `${segment.file} lacks lines ${number} to ${expected - 1}.`,
            );
        } finally {
          await handle.close();
        }
      }
    },
    async close() {
      await current?.handle.close();
      current = null;
    },
  };
}

/** Where the last whole line of a segment ends, and its number. */
async function findEnd(handle: FileHandle, segment: Segment): Promise<{ bytes: number; lastSeq: number }> {
  const { size } = await handle.stat();
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0; ) {
    const length = Math.min(1024 * 1024, start);
    start -= length;
    const block = Buffer.alloc(length);
    await handle.read(block, 0, length, start);
    tail = Buffer.concat([block, tail]);
    const end = tail.lastIndexOf(0x0a);
    const previous = end <= 0 ? -1 : tail.lastIndexOf(0x0a, end - 1);
    if (end >= 0 && (previous >= 0 || start === 0)) {
      const line = parseAt(tail.toString('utf8', previous + 1, end), null, `${segment.file}, last line`);
      return { bytes: start + end + 1, lastSeq: line.seq };
    }
  }
  return { bytes: 0, lastSeq: segment.firstSeq - 1 };
}

/** @param number which line it must be; null where any will do. */
function parseAt(text: string, number: number | null, place: string): LakeLine {
  try {
    const line = parseLine(text);
    if (number === null || line.seq === number) return line;
    throw new Error(`it says that it is line ${line.seq} of the lake, where ${number} belongs`);
  } catch (error) {
    throw new CasebookError('data-unreadable', `${place} is not the line of the lake that belongs there.`, {
      cause: error,
    });
  }
}

/** Makes a new file's name durable. Windows has no way to flush a folder, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
