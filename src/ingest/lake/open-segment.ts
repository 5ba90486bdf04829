import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import { syncFolder } from '../../platform/data-folder/index.ts';
import { type LineHead, openLine } from './line.ts';
import { readLines } from './read-lines.ts';

/** What opening cut from the end of the lake. */
export interface Cut {
  readonly file: string;
  /** Where in the file the last line that verifies ends. */
  readonly offset: number;
  readonly bytes: number;
  /** The number of the last line that stays. */
  readonly lastSeq: number;
  /**
   * Whether nobody was told that it is durable. False where that cannot be said: no database knows, or the one there is
   * older than the lake.
   */
  readonly unacknowledged: boolean;
}

/** The segment at the end of the lake, the only one that is appended to. */
export interface OpenSegment {
  readonly firstSeq: number;
  /** The number of its last line; one less than the first where it has none. */
  readonly lastSeq: number;
  readonly bytes: number;
  /** Appends whole lines and resolves once they are on the disk; where it throws, none of them stays. */
  append(text: string, lines: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the segment for appending, making it where it is not there. A crash tears at most the last group of lines that
 * was appended: its end is missing, or blocks of it are zeros. What verifies stays; from the first thing that does not,
 * everything is cut, after `reportCut`. Anything else is damage, and nothing is cut; see decision 14.
 *
 * @param acknowledged the number of the last line that the database has disposed of: up to there, nothing is cut. Null
 * where no database knows: then nothing is cut that has a line behind it which verifies.
 * @throws CasebookError `data-unreadable` naming the line that is damaged or missing.
 */
export async function openSegment(
  file: string,
  firstSeq: number,
  acknowledged: number | null,
  reportCut: (cut: Cut) => Promise<void>,
): Promise<OpenSegment> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const end = await findEnd(handle, file, firstSeq, acknowledged);
    const { size } = await handle.stat();
    // It may just have been made. An empty one can have been made by a process that died before this.
    if (size === 0) await syncFolder(dirname(file));
    if (size > end.bytes) {
      const { bytes: offset, lastSeq, unacknowledged } = end;
      await reportCut({ file, offset, bytes: size - offset, lastSeq, unacknowledged });
      await handle.truncate(end.bytes);
      await handle.sync();
    }
    return appendingTo(handle, firstSeq, end);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function appendingTo(handle: FileHandle, firstSeq: number, end: End): OpenSegment {
  let { bytes, lastSeq } = end;
  /** Whether the file may end with something that is not to stay. */
  let untidy = false;

  async function tidy(): Promise<void> {
    await handle.truncate(bytes);
    untidy = false;
  }

  return {
    firstSeq,
    get lastSeq() {
      return lastSeq;
    },
    get bytes() {
      return bytes;
    },
    async append(text, lines) {
      if (untidy) await tidy();
      untidy = true;
      try {
        await handle.appendFile(text);
        await handle.datasync();
      } catch (error) {
        // Where even that fails, the next append does it, or the next opening.
        await tidy().catch(() => undefined);
        throw error;
      }
      untidy = false;
      bytes += Buffer.byteLength(text);
      lastSeq += lines;
    },
    close: () => handle.close(),
  };
}

interface End {
  /** Where the last line that verifies ends. */
  readonly bytes: number;
  readonly lastSeq: number;
  /** Whether what stands behind it was certainly never acknowledged. */
  readonly unacknowledged: boolean;
}

/** A block that was never written reads as zeros. No line holds a zero byte, and one flipped bit makes one at most. */
const NEVER_WRITTEN = Buffer.alloc(2);

async function findEnd(
  handle: FileHandle,
  file: string,
  firstSeq: number,
  acknowledged: number | null,
): Promise<End> {
  let [bytes, lastSeq] = [0, firstSeq - 1];
  let unacknowledged = acknowledged !== null;
  /** The first fault, and whether a power cut explains all faults so far although something whole stands behind. */
  let torn: { readonly damage: CasebookError; holes: boolean } | null = null;
  for await (const line of readLines(handle)) {
    const read = headOrFault(line.bytes);
    const isWhole = typeof read !== 'string';
    if (!torn && isWhole && read.seq === lastSeq + 1) {
      bytes = line.offset + line.bytes.length + 1;
      lastSeq += 1;
      // Nothing is appended before the database has the group before: a second one says that it is an older database.
      if (acknowledged !== null && read.group > acknowledged + 1) unacknowledged = false;
      continue;
    }
    if (!torn) {
      const fault = isWhole ? `it says that it is line ${read.seq}, where ${lastSeq + 1} belongs` : read;
      const place = `${file} line ${lastSeq + 2 - firstSeq} (byte ${line.offset})`;
      torn = {
        damage: new CasebookError('data-unreadable', `${place} is damaged: ${fault}.`),
        holes: !isWhole,
      };
    }
    if (acknowledged !== null && lastSeq < acknowledged) throw torn.damage;
    if (!isWhole) torn.holes &&= line.bytes.includes(NEVER_WRITTEN);
    else if (read.seq > lastSeq && !(torn.holes && isUnflushed(read, lastSeq + 1, acknowledged)))
      throw torn.damage;
  }
  if (acknowledged !== null && lastSeq < acknowledged)
    throw new CasebookError('data-unreadable', `${file} lacks lines ${lastSeq + 1} to ${acknowledged}.`);
  return { bytes, lastSeq, unacknowledged };
}

/** Whether a line behind a fault was appended together with the faulty one, in a group that nobody has seen whole. */
function isUnflushed({ group }: LineHead, faulty: number, acknowledged: number | null): boolean {
  return acknowledged !== null && acknowledged < group && group <= faulty;
}

function headOrFault(bytes: Buffer): LineHead | string {
  try {
    return openLine(bytes).head;
  } catch (error) {
    return (error as Error).message;
  }
}
