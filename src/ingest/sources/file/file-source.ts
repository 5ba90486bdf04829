import type { RawRecord } from '../../../domain/index.ts';
import { keyOf } from '../../record-key.ts';
import type { DateReading } from '../csv/time.ts';
import type { SourceBatch, TicketSource } from '../source.ts';
import { cellsOf, csvRecord } from './csv-record.ts';
import { rowFrames } from './csv-rows.ts';
import type { FileFormat } from './format.ts';
import { type Bytes, textOf } from './input.ts';
import { jsonRecord } from './json-record.ts';
import { valueFrames } from './json-values.ts';
import { lineFrames } from './lines.ts';
import { type Recognised, recognise } from './recognise.ts';

export interface FileOptions extends DateReading {
  /** Null: as the content shows. */
  readonly format: FileFormat | null;
  /** Only tickets of these projects; empty: all. */
  readonly projects: readonly string[];
}

/** A file's tickets, and what is known of the file. */
export interface FileSource extends TicketSource {
  readonly format: FileFormat;
  /** How many records were passed over so far, because they are of other projects. */
  readonly skipped: number;
}

/** How much of a file is looked at to see what it is. Headers of exports can have thousands of columns. */
const HEAD = 256 * 1024;

/** A batch ends with whatever comes first: what shares one flush of the disk, and what is held in memory for it. */
const BATCH_RECORDS = 100;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Tickets from a file or an upload, compressed or not: issues of REST v2 and v3 as JSON, or a CSV export. Read once,
 * as fast as batches are taken, and never held as a whole.
 *
 * @throws CasebookError `import-format`, before anything is taken; `import-damaged` and `import-expands` while the
 * batches are read.
 */
export async function fileSource(input: Bytes, options: FileOptions): Promise<FileSource> {
  const { head, bytes } = await textOf(input, HEAD);
  const recognised = recognise(head, options.format);
  const fetchedAt = Date.now();
  let skipped = 0;
  const isWanted = (record: RawRecord) => {
    const project = options.projects.length === 0 ? null : projectOf(record);
    const wanted = project === null || options.projects.includes(project);
    if (!wanted) skipped += 1;
    return wanted;
  };
  return {
    scope: null,
    format: recognised.format,
    get skipped() {
      return skipped;
    },
    async changesSince() {
      const batches = batched(records(bytes, recognised, options, fetchedAt), isWanted);
      return { position: fetchedAt, batches };
    },
  };
}

interface SizedRecord {
  readonly record: RawRecord;
  readonly size: number;
}

async function* records(
  bytes: Bytes,
  recognised: Recognised,
  reading: DateReading,
  fetchedAt: number,
): AsyncGenerator<SizedRecord> {
  if (recognised.format !== 'csv') {
    const frames = recognised.format === 'jsonl' ? lineFrames(bytes) : valueFrames(bytes, recognised.pages);
    for await (const frame of frames) yield { record: jsonRecord(frame, fetchedAt), size: frame.size };
    return;
  }
  const { dialect } = recognised;
  let header: string[] | null = null;
  for await (const frame of rowFrames(bytes, dialect)) {
    if (header === null) {
      header = cellsOf(frame.bytes, dialect).map((name) => name.trim());
      continue;
    }
    const record = csvRecord(frame, header, dialect, reading, fetchedAt);
    if (record) yield { record, size: frame.size };
  }
}

async function* batched(
  records: AsyncIterable<SizedRecord>,
  isWanted: (record: RawRecord) => boolean,
): AsyncGenerator<SourceBatch> {
  let batch: RawRecord[] = [];
  let bytes = 0;
  let announced = 0;
  const take = (announcedAll: boolean): SourceBatch => {
    announced += batch.length;
    const taken = { records: batch, announced, announcedAll };
    batch = [];
    bytes = 0;
    return taken;
  };
  let failure: unknown = null;
  try {
    for await (const { record, size } of records) {
      if (!isWanted(record)) continue;
      batch.push(record);
      bytes += size;
      if (batch.length >= BATCH_RECORDS || bytes >= BATCH_BYTES) yield take(false);
    }
  } catch (error) {
    failure = error;
  }
  // What came whole before a file broke off counts.
  yield take(failure === null);
  if (failure !== null) throw failure;
}

/** The project that a record's key names; null where it has no key: what cannot be read is of no other project. */
function projectOf(record: RawRecord): string | null {
  const key = keyOf(record);
  return key?.includes('-') ? key.slice(0, key.lastIndexOf('-')) : null;
}
