import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskFull } from '../../platform/data-folder/index.ts';
import type { Lake } from './lake.ts';
import { formatLine, withBody } from './line.ts';
import {
  EMPTY,
  type Manifest,
  readManifest,
  removeUnlisted,
  replaceManifest,
  segmentName,
} from './manifest.ts';
import { type Cut, type OpenSegment, openSegment } from './open-segment.ts';
import { readSegment, type SegmentToRead } from './read-segment.ts';
import { concerns, neighbours, rewriteSegments } from './rewrite.ts';

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

  /** As they are now: what is appended later is not read. */
  function segments(): SegmentToRead[] {
    const { firstSeq, lastSeq } = current;
    return [
      ...manifest.sealed,
      { file: manifest.open.file, firstSeq, lastSeq, lines: lastSeq - firstSeq + 1 },
    ];
  }

  return {
    get lastSeq() {
      return current.lastSeq;
    },
    async append(entries) {
      try {
        const segment = current.bytes < segmentBytes ? current : await nextSegment();
        const firstSeq = segment.lastSeq + 1;
        const lines = entries.map((entry, i) =>
          formatLine({ seq: firstSeq + i, group: firstSeq, ...entry }, entry.bodyText),
        );
        await segment.append(lines.join(''), lines.length);
        return firstSeq;
      } catch (error) {
        return named(error);
      }
    },
    async *readAfter(seq) {
      for (const segment of segments()) {
        if (segment.lastSeq <= seq) continue;
        for await (const line of readSegment(folder, segment)) if (line.head.seq > seq) yield withBody(line);
      }
    },
    async *stored() {
      for (const segment of segments()) yield* readSegment(folder, segment);
    },
    async rewrite(change) {
      try {
        const open = segments().at(-1) as SegmentToRead;
        if (await concerns(folder, open, change)) await nextSegment();
        const concerned = new Set<SegmentToRead>();
        for (const segment of manifest.sealed)
          if (await concerns(folder, segment, change)) concerned.add(segment);
        const total = { dropped: 0, changed: 0 };
        for (const group of neighbours(manifest.sealed, segmentBytes)) {
          if (!group.some((segment) => concerned.has(segment))) continue;
          const { dropped, changed } = await rewriteSegments(folder, manifest, group, change, (fresh) => {
            manifest = fresh;
          });
          total.dropped += dropped;
          total.changed += changed;
        }
        return total;
      } catch (error) {
        return named(error);
      }
    },
    close: () => current.close(),
  };
}
