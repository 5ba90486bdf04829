import { type FileHandle, open } from 'node:fs/promises';
import { CasebookError } from '../../domain/index.ts';
import { openLine } from './line.ts';
import { readLines } from './read-lines.ts';

/** What opening cut from the end of the lake: bytes that were written but never acknowledged. */
export interface Cut {
  readonly file: string;
  /** Where in the file the last line that verifies ends. */
  readonly offset: number;
  readonly bytes: number;
  /** The number of the last line that stays. */
  readonly lastSeq: number;
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
 * Opens the segment for appending, making it where it is not there. A crash can leave anything after the last line
 * that was acknowledged: whole lines, a torn one, blocks of zeros. What verifies stays; from the first thing that does
 * not, everything is cut, after `reportCut`.
 *
 * @param acknowledged the number of the last line that somebody was told is durable: up to there, nothing is cut. Null
 * where nobody knows: then nothing is cut that has a line behind it which verifies.
 * @throws CasebookError `data-unreadable` where a line up to there is damaged or missing, naming it.
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
    if (size > end.bytes) {
      await reportCut({ file, offset: end.bytes, bytes: size - end.bytes, lastSeq: end.lastSeq });
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
}

async function findEnd(
  handle: FileHandle,
  file: string,
  firstSeq: number,
  acknowledged: number | null,
): Promise<End> {
  let [bytes, lastSeq] = [0, firstSeq - 1];
  let damage: CasebookError | null = null;
  for await (const line of readLines(handle)) {
    const fault = faultOf(line.bytes, damage ? null : lastSeq + 1);
    if (damage) {
      if (!fault) throw damage;
    } else if (fault) {
      const place = `${file} line ${lastSeq + 2 - firstSeq} (byte ${line.offset})`;
      damage = new CasebookError('data-unreadable', `${place} is damaged: ${fault}.`);
      if (acknowledged !== null && lastSeq < acknowledged) throw damage;
      if (acknowledged !== null) break;
    } else {
      bytes = line.offset + line.bytes.length + 1;
      lastSeq += 1;
    }
  }
  if (acknowledged !== null && lastSeq < acknowledged)
    throw new CasebookError('data-unreadable', `${file} lacks lines ${lastSeq + 1} to ${acknowledged}.`);
  return { bytes, lastSeq };
}

/** @param seq the number that the line must have; null where any will do. */
function faultOf(bytes: Buffer, seq: number | null): string | null {
  try {
    const { head } = openLine(bytes);
    return seq === null || head.seq === seq
      ? null
      : `it says that it is line ${head.seq}, where ${seq} belongs`;
  } catch (error) {
    return (error as Error).message;
  }
}
