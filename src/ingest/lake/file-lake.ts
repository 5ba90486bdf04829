import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import { asDiskFull } from '../../platform/data-folder/index.ts';
import type { Lake } from './lake.ts';
import { formatLine, type LakeLine, parseLine } from './line.ts';
import {
  EMPTY,
  type Manifest,
  readManifest,
  removeUnlisted,
  replaceManifest,
  segmentName,
} from './manifest.ts';
import { type Cut, type OpenSegment, openSegment } from './open-segment.ts';
import { readLines } from './read-lines.ts';

/** Segments stay below the size that editors and copying tools take easily. */
const SEGMENT_BYTES = 64 * 1024 * 1024;

export interface FileLakeOptions {
  /**
   * The number of the last line that the database has disposed of: what comes after it may be cut. Null where there is
   * no database that knows.
   */
  readonly acknowledged: number | null;
  /** Told what is about to be cut from the end, where a crash left something that is not a line. */
  readonly reportCut?: (cut: Cut) => Promise<void>;
  /** A segment that has reached this size is followed by a new one. */
  readonly segmentBytes?: number;
}

/**
 * The lake in a folder of JSONL segments, listed by a manifest. Reading checks each line's checksum and number.
 *
 * @throws CasebookError `data-unreadable`, here and while reading, naming the file and line that is damaged or missing;
 * `disk-full`, here and while appending.
 */
export async function openFileLake(
  folder: string,
  { acknowledged, reportCut = async () => {}, segmentBytes = SEGMENT_BYTES }: FileLakeOptions,
): Promise<Lake> {
  const named = (error: unknown): never => {
    throw asDiskFull(error, folder);
  };
  await mkdir(folder, { recursive: true });
  const listed = await readManifest(folder);
  // Before the first segment, so that there is never a segment without one.
  if (!listed) await replaceManifest(folder, EMPTY).catch(named);
  let manifest = listed ?? EMPTY;
  await removeUnlisted(folder, manifest);
  let current = await openSegment(
    join(folder, manifest.open.file),
    manifest.open.firstSeq,
    acknowledged,
    reportCut,
  ).catch(named);

  /** Seals the open segment and begins the next. The new file is there before the manifest says so. */
  async function nextSegment(): Promise<OpenSegment> {
    const { firstSeq, lastSeq, bytes } = current;
    const open = { file: segmentName(lastSeq + 1), firstSeq: lastSeq + 1 };
    const next = await openSegment(join(folder, open.file), open.firstSeq, 0, reportCut);
    const sealed = { file: manifest.open.file, firstSeq, lastSeq, lines: lastSeq - firstSeq + 1, bytes };
    const sealing: Manifest = { ...manifest, sealed: [...manifest.sealed, sealed], open };
    try {
      await replaceManifest(folder, sealing);
    } catch (error) {
      await next.close();
      throw error;
    }
    await current.close();
    manifest = sealing;
    current = next;
    return next;
  }

  return {
    get lastSeq() {
      return current.lastSeq;
    },
    async append(entries) {
      try {
        const segment = current.bytes < segmentBytes ? current : await nextSegment();
        const firstSeq = segment.lastSeq + 1;
        const lines = entries.map((entry, i) => formatLine({ seq: firstSeq + i, ...entry }, entry.bodyText));
        await segment.append(lines.join(''), lines.length);
        return firstSeq;
      } catch (error) {
        return named(error);
      }
    },
    async *readAfter(seq) {
      const until = current.lastSeq;
      const { sealed, open } = manifest;
      const last = { ...open, lastSeq: until, lines: until - open.firstSeq + 1 };
      for (const segment of [...sealed, last])
        if (segment.lastSeq > seq) yield* readSegment(folder, segment, seq);
    },
    close: () => current.close(),
  };
}

interface SegmentToRead {
  readonly file: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** As many as this, and no more, are read. */
  readonly lines: number;
}

async function* readSegment(folder: string, segment: SegmentToRead, seq: number): AsyncGenerator<LakeLine> {
  const file = join(folder, segment.file);
  await using handle = await openListed(file);
  let [lines, before] = [0, segment.firstSeq - 1];
  for await (const { bytes, offset } of readLines(handle)) {
    if (lines === segment.lines) break;
    lines += 1;
    const line = lineAt(bytes, `${file} line ${lines} (byte ${offset})`);
    if (line.seq <= before || line.seq > segment.lastSeq)
      throw new CasebookError(
        'data-unreadable',
        `${file} line ${lines} says that it is line ${line.seq} of the lake, after ${before}.`,
      );
    before = line.seq;
    if (line.seq > seq) yield line;
  }
  if (lines < segment.lines)
    throw new CasebookError(
      'data-unreadable',
      `${file} has ${lines} lines, and ${segment.lines} were written.`,
    );
}

async function openListed(file: string) {
  try {
    return await open(file);
  } catch (error) {
    throw new CasebookError('data-unreadable', `${file} cannot be read.`, { cause: error });
  }
}

function lineAt(bytes: Buffer, place: string): LakeLine {
  try {
    return parseLine(bytes);
  } catch (error) {
    const fault = (error as Error).message;
    throw new CasebookError('data-unreadable', `${place} is damaged: ${fault}.`, { cause: error });
  }
}
