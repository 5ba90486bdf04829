import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../platform/data-folder/index.ts';
import type { LineChange, Rewritten } from './lake.ts';
import { digestOf, formatLine, type OpenedLine } from './line.ts';
import { type Manifest, replaceManifest, type SealedSegment, segmentName } from './manifest.ts';
import { readSegment, type SegmentToRead } from './read-segment.ts';

type Change = (line: OpenedLine) => LineChange;

/** Kept until so many bytes are there to write. */
const WRITE_BYTES = 1024 * 1024;

/** Whether a change has anything to do in a segment. */
export async function concerns(folder: string, segment: SegmentToRead, change: Change): Promise<boolean> {
  for await (const line of readSegment(folder, segment)) if (change(line) !== 'keep') return true;
  return false;
}

/**
 * Segments that are written anew together: neighbours that fit into one. Every rewriting seals the open segment, and
 * they would become many.
 */
export function neighbours(sealed: readonly SealedSegment[], segmentBytes: number): SealedSegment[][] {
  const groups: SealedSegment[][] = [];
  let bytes = 0;
  for (const segment of sealed) {
    const last = groups.at(-1);
    bytes += segment.bytes;
    if (last && bytes <= segmentBytes) {
      last.push(segment);
    } else {
      groups.push([segment]);
      bytes = segment.bytes;
    }
  }
  return groups;
}

/**
 * Writes neighbouring sealed segments anew, as one, without what `change` drops and with what it changes: a new file
 * first, then a manifest that lists it in their place, then the old files go.
 *
 * @param inForce called with the new manifest once it is in force.
 */
export async function rewriteSegments(
  folder: string,
  manifest: Manifest,
  group: readonly SealedSegment[],
  change: Change,
  inForce: (manifest: Manifest) => void,
): Promise<Rewritten> {
  const [first, last] = [group[0] as SealedSegment, group.at(-1) as SealedSegment];
  const rewrites = manifest.rewrites + 1;
  const file = segmentName(first.firstSeq, rewrites);
  const { lines, bytes, ...counts } = await writeSegment(folder, file, group, change);
  const written: SealedSegment = { file, firstSeq: first.firstSeq, lastSeq: last.lastSeq, lines, bytes };
  const sealed = manifest.sealed.flatMap((segment) => {
    if (segment === first) return [written];
    return group.includes(segment) ? [] : [segment];
  });
  const fresh = { ...manifest, rewrites, sealed };
  await replaceManifest(folder, fresh);
  inForce(fresh);
  for (const old of group) await rm(join(folder, old.file), { force: true });
  return counts;
}

async function writeSegment(
  folder: string,
  file: string,
  group: readonly SealedSegment[],
  change: Change,
): Promise<Rewritten & { readonly lines: number; readonly bytes: number }> {
  const path = join(folder, file);
  let [lines, bytes, dropped, changed] = [0, 0, 0, 0];
  const handle = await open(path, 'w', 0o600);
  try {
    const writer = bufferedWriter(handle);
    for (const segment of group) {
      for await (const line of readSegment(folder, segment)) {
        const made = change(line);
        if (made === 'drop') {
          dropped += 1;
          continue;
        }
        if (made !== 'keep') changed += 1;
        lines += 1;
        const { bodyText, digest } =
          made === 'keep'
            ? { bodyText: line.bodyBytes.toString('utf8'), digest: line.head.digest }
            : { bodyText: made.bodyText, digest: digestOf(made.bodyText) };
        bytes += await writer.write(formatLine({ ...line.head, digest }, bodyText));
      }
    }
    await writer.flush();
    await handle.sync();
    // Before the manifest names it.
    await syncFolder(folder);
  } catch (error) {
    await handle.close();
    // An opening would remove it too; a full disk is glad of the space.
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  await handle.close();
  return { lines, bytes, dropped, changed };
}

function bufferedWriter(handle: FileHandle) {
  let waiting: string[] = [];
  let size = 0;
  async function flush(): Promise<void> {
    await handle.appendFile(waiting.join(''));
    waiting = [];
    size = 0;
  }
  return {
    flush,
    /** Returns how many bytes the text takes. */
    async write(text: string): Promise<number> {
      const bytes = Buffer.byteLength(text);
      waiting.push(text);
      size += bytes;
      if (size >= WRITE_BYTES) await flush();
      return bytes;
    },
  };
}
