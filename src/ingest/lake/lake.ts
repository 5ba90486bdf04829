import type { RawRecord } from '../../domain/index.ts';
import type { LakeLine, OpenedLine } from './line.ts';

/** A record on its way into the lake; `bodyText` is its body as JSON text, `digest` that text's SHA-256. */
export interface LakeEntry {
  readonly record: RawRecord & { readonly externalId: string };
  readonly bodyText: string;
  readonly digest: string;
}

/** A line as it is stored, its body still as bytes: valid until the next one is asked for. */
export interface StoredLine extends OpenedLine {
  /** The file that holds it, by its name in the lake. */
  readonly segment: string;
  /** How much it takes there, its line feed included. */
  readonly bytes: number;
}

/** What a rewriting makes of a line: the same, nothing, or one whose record has this body (JSON text). */
export type LineChange = 'keep' | 'drop' | { readonly bodyText: string };

export interface Rewritten {
  readonly dropped: number;
  readonly changed: number;
}

/** The append-only store of everything that passed the gate: the only source of every rebuild. */
export interface Lake {
  /** The number of the newest line that was ever written, erased ones included; 0 while there is none. */
  readonly lastSeq: number;
  /**
   * Appends the entries in order, as a group, and resolves once they are on the disk with the first one's number.
   * A group that cannot be written whole leaves nothing behind.
   *
   * @throws CasebookError `disk-full`.
   */
  append(entries: readonly LakeEntry[]): Promise<number>;
  /** All lines after number `seq`, oldest first. */
  readAfter(seq: number): AsyncIterable<LakeLine>;
  /** All lines as they are stored, oldest first: for who looks at many and parses few. */
  stored(): AsyncIterable<StoredLine>;
  /**
   * Makes of every line what `change` says, durably: the one exception from appending only. A crash leaves each line
   * as it was or as it is to be, and the same rewriting again completes it. Nobody may read or append meanwhile.
   *
   * @param change may be called more than once with a line, and must say the same each time.
   */
  rewrite(change: (line: OpenedLine) => LineChange): Promise<Rewritten>;
  close(): Promise<void>;
}
