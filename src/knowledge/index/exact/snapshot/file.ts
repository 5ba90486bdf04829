import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { partsFrom, type ReadSection, roomFor, type Section, type SectionKind } from './sections.ts';

/**
 * A snapshot's file: the bytes of all sections one after the other, then a table of them as JSON, and at the very end how
 * long the table is, its checksum and a word that says what this is. So it is written in one pass, and one that was not
 * written to its end is not taken for one.
 */
interface Table<Head> {
  readonly head: Head;
  readonly sections: readonly StoredSection[];
}

interface StoredSection {
  readonly name: string;
  readonly kind: SectionKind;
  readonly bytes: number;
  /** CRC-32 of its bytes. */
  readonly sum: number;
}

/** The file cannot be used; the message says why. */
export class UnusableSnapshot extends Error {}

const WORD = Buffer.from('casebook');
const END_BYTES = WORD.length + 8;
/** To copy and sum up so much takes less than a millisecond. */
const SLICE_BYTES = 2 ** 20;
/** Read or summed up in one call: what the system reads at once is less than 2 GiB. */
const CALL_BYTES = 2 ** 30;

/**
 * Writes a file of sections, durably and for its owner alone, in slices that take a millisecond or less each. What the
 * sections are views of is looked at only while `goesOn` says so, which is asked after each slice.
 *
 * @returns false where it was given up because `goesOn` said so: the file is of no use then.
 * @throws what the system says where it cannot be written.
 */
export async function writeSnapshotFile(
  path: string,
  head: object,
  sections: Iterable<Section>,
  goesOn: () => boolean,
): Promise<boolean> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const slice of slicesOf(head, sections)) {
      for (let done = 0; done < slice.length; )
        done += (await file.write(slice, done, slice.length - done)).bytesWritten;
      if (!goesOn()) return false;
    }
    await file.sync();
    return true;
  } finally {
    await file.close();
  }
}

/** The bytes of a file in slices, each good until the next one is asked for. */
function* slicesOf(head: object, sections: Iterable<Section>): Generator<Uint8Array> {
  const slice = Buffer.alloc(SLICE_BYTES);
  let filled = 0;

  function* put(bytes: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + SLICE_BYTES - filled);
      slice.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < SLICE_BYTES) continue;
      yield slice;
      filled = 0;
    }
  }

  const table: StoredSection[] = [];
  for (const { name, kind, pieces } of sections) {
    let [bytes, sum] = [0, 0];
    for (const piece of pieces) {
      sum = crc32(piece, sum);
      bytes += piece.length;
      yield* put(piece);
    }
    table.push({ name, kind, bytes, sum });
  }
  const text = Buffer.from(JSON.stringify({ head, sections: table }));
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(text.length, 0);
  end.writeUInt32LE(crc32(text), 4);
  WORD.copy(end, 8);
  yield* put(text);
  yield* put(end);
  yield slice.subarray(0, filled);
}

export interface SnapshotFile<Head> {
  readonly head: Head;
  /** All sections but vectors. @throws UnusableSnapshot */
  parts(): object;
  /** Reads the vectors to where they are to lie, so many bytes to each place. @throws UnusableSnapshot */
  readVectors(place: (segment: number) => Uint8Array): void;
  close(): void;
}

/** @throws UnusableSnapshot where it is no snapshot, or not whole. */
export function openSnapshotFile<Head>(path: string): SnapshotFile<Head> {
  const file = openSync(path, 'r');
  try {
    const { head, sections }: Table<Head> = readTable(file);
    const starts = sections.map(() => 0);
    for (let i = 1; i < sections.length; i += 1)
      starts[i] = (starts[i - 1] as number) + (sections[i - 1] as StoredSection).bytes;

    function read({ name, kind, bytes, sum }: StoredSection, start: number): ReadSection {
      const target = roomFor(bytes);
      fill(file, target, start);
      if (sumOf(target) !== sum) throw new UnusableSnapshot(`${name} does not have its checksum`);
      return { name, kind, bytes: target };
    }

    return {
      head,
      parts: () =>
        partsFrom(
          sections.flatMap((section, i) =>
            section.kind === 'vectors' ? [] : [read(section, starts[i] as number)],
          ),
        ),
      readVectors(place) {
        const at = sections.findIndex(({ kind }) => kind === 'vectors');
        const { bytes = 0, sum: expected = 0 } = sections[at] ?? {};
        let sum = 0;
        for (let done = 0, segment = 0; done < bytes; segment += 1) {
          const target = place(segment);
          fill(file, target, (starts[at] as number) + done);
          sum = sumOf(target, sum);
          done += target.length;
        }
        if (sum !== expected) throw new UnusableSnapshot('vectors do not have their checksum');
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function readTable<Head>(file: number): Table<Head> {
  const { size } = fstatSync(file);
  const end = Buffer.alloc(END_BYTES);
  if (size < END_BYTES) throw new UnusableSnapshot('it is too short');
  fill(file, end, size - END_BYTES);
  if (!end.subarray(8).equals(WORD)) throw new UnusableSnapshot('it was not written to its end');
  const bytes = end.readUInt32LE(0);
  if (bytes > size - END_BYTES) throw new UnusableSnapshot('its table does not fit into it');
  const text = Buffer.alloc(bytes);
  fill(file, text, size - END_BYTES - bytes);
  if (crc32(text) !== end.readUInt32LE(4)) throw new UnusableSnapshot('its table does not have its checksum');
  // What has its checksum is what we wrote.
  const table: Table<Head> = JSON.parse(text.toString());
  const stored = table.sections.reduce((sum, section) => sum + section.bytes, 0);
  if (stored !== size - END_BYTES - bytes) throw new UnusableSnapshot('its sections do not fill it');
  return table;
}

/** CRC-32, going on from that of the bytes before. */
function sumOf(bytes: Uint8Array, before = 0): number {
  let sum = before;
  for (let at = 0; at < bytes.length; at += CALL_BYTES) sum = crc32(bytes.subarray(at, at + CALL_BYTES), sum);
  return sum;
}

/** Fills all of `target` from a place in the file on. */
function fill(file: number, target: Uint8Array, from: number): void {
  for (let done = 0; done < target.length; ) {
    const read = readSync(file, target, done, Math.min(target.length - done, CALL_BYTES), from + done);
    if (read === 0) throw new UnusableSnapshot('it ends too early');
    done += read;
  }
}
