import type { RawRecord } from '../../domain/index.ts';

/** Takes out of a record what is to be erased. */
export interface Eraser {
  /** A quick look at a record's body as JSON text: false only where there is nothing to erase. */
  mayConcern(bodyBytes: Buffer, externalId: string | null): boolean;
  /** The record without it; the same one where there is nothing; null where all of it is to go. */
  erase(record: RawRecord): RawRecord | null;
  /** What people are told about a record, without it. */
  eraseFromText(text: string): string;
}
