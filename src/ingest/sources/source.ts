import type { RawRecord, SiteName } from '../../domain/index.ts';
import type { Moment } from '../moment.ts';

/** What a source hands over at a time. Nothing in its records has been checked: that is the gate's work. */
export interface SourceBatch {
  readonly records: readonly RawRecord[];
  /** When the source was asked for them; absent where it does not change meanwhile. */
  readonly asked?: Moment;
  /** Records known so far to be on their way, this batch included. */
  readonly announced: number;
  /** Whether `announced` is final. */
  readonly announcedAll: boolean;
}

/** A place that tickets come from. */
export interface TicketSource {
  /** The site that it reads; absent for what is read once. */
  readonly site?: SiteName;
  /**
   * Names the position kept between reads: another site, account or choice of tickets is another scope. Null for a
   * source that is read once.
   */
  readonly scope: string | null;
  /**
   * Begins to read all records that changed since `position` (null: all there are).
   *
   * @throws CasebookError here or while iterating, where the source refuses or cannot be reached; what was handed
   * over before stays valid.
   */
  changesSince(position: number | null): Promise<SourceRead>;
}

export interface SourceRead {
  readonly batches: AsyncIterable<SourceBatch>;
  /**
   * Where the next read may begin, once `batches` has ended without an error: it misses nothing, and may hand over
   * records again. Null where that is not further than before: not everything was handed over.
   */
  readonly position: number | null;
  /** Called when everything that `batches` handed over has been disposed of, or its removals refused, before the read ends. */
  readonly afterwards?: () => Promise<void>;
}
