import type { RawRecord } from '../../domain/index.ts';
import type { LakeLine } from './line.ts';

/** A record on its way into the lake; `bodyText` is its body as JSON text, `digest` that text's SHA-256. */
export interface LakeEntry {
  readonly record: RawRecord & { readonly externalId: string };
  readonly bodyText: string;
  readonly digest: string;
}

/** The append-only store of everything that passed the gate: the only source of every rebuild. */
export interface Lake {
  /** The number of the newest line; 0 while there is none. */
  readonly lastSeq: number;
  /**
   * Appends the entries in order, as a group, and resolves once they are on the disk with the first one's number.
   * A group that cannot be written whole leaves nothing behind.
   */
  append(entries: readonly LakeEntry[]): Promise<number>;
  /** All lines after number `seq`, oldest first. */
  readAfter(seq: number): AsyncIterable<LakeLine>;
  close(): Promise<void>;
}
