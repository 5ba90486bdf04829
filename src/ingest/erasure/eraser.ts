import type { RawRecord } from '../../domain/index.ts';

/** By what a record is known without its body: a key or an id in it is one of its site. */
export type KnownBy = Pick<RawRecord, 'source' | 'externalId'>;

/** Takes out of a record what is to be erased. */
export interface Eraser {
  /** A quick look at a record's body as JSON text: false only where there is nothing to erase. */
  mayConcern(bodyBytes: Buffer, known: KnownBy): boolean;
  /** The record without it; the same one where there is nothing; null where all of it is to go. */
  erase(record: RawRecord): RawRecord | null;
  /** Whether all that is kept of a record goes, told by what it is known by; null: it names no key. */
  takes(known: KnownBy, key: string | null): boolean;
  /** What people are told about a record, without it. */
  eraseFromText(text: string): string;
}
