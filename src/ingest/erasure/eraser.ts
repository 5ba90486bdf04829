import type { RawRecord } from '../../domain/index.ts';

/** Takes out of a record what is to be erased. */
export interface Eraser {
  /** A quick look at a record's body as JSON text: false only where there is nothing to erase. */
  mayConcern(bodyBytes: Buffer, externalId: string | null): boolean;
  /** The record without it; the same one where there is nothing; null where all of it is to go. */
  erase(record: RawRecord): RawRecord | null;
  /** Whether all that is kept of a record goes, told by what it is known by; either may be null. */
  takes(externalId: string | null, key: string | null): boolean;
  /** What people are told about a record, without it. */
  eraseFromText(text: string): string;
}
