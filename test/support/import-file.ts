import type { DeadLetter, RawRecord } from '../../src/domain/index.ts';
import { type AcceptedTicket, gate } from '../../src/ingest/gate.ts';
import { type FileOptions, fileSource } from '../../src/ingest/sources/file/file-source.ts';

/** A file as it arrives: in pieces that end anywhere. */
export async function* inPieces(content: string | Uint8Array, length = 4096): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export interface ReadFile {
  readonly format: string;
  readonly skipped: number;
  readonly records: RawRecord[];
  /** What could not be read, and what the gate refused. */
  readonly refused: DeadLetter[];
  readonly accepted: AcceptedTicket[];
  /** Records of each batch. */
  readonly batches: number[];
}

/** Reads a file to its end and passes its records through the gate. */
export async function readFile(
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: Partial<FileOptions> = {},
): Promise<ReadFile> {
  const input = typeof content === 'string' || content instanceof Uint8Array ? inPieces(content) : content;
  const source = await fileSource(input, {
    format: null,
    timeZone: 'UTC',
    dateOrder: null,
    projects: [],
    ...options,
  });
  const records: RawRecord[] = [];
  const refused: DeadLetter[] = [];
  const batches: number[] = [];
  for await (const batch of (await source.changesSince(null)).batches) {
    records.push(...batch.records);
    batches.push(batch.records.length);
  }
  const accepted: AcceptedTicket[] = [];
  for (const record of records) {
    const verdict = gate(record);
    if ('refused' in verdict) refused.push(verdict.refused);
    else if ('ticket' in verdict.accepted) accepted.push(verdict.accepted);
  }
  return { format: source.format, skipped: source.skipped, records, refused, accepted, batches };
}
