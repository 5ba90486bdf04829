import type { RecordSource } from './site.ts';

/**
 * The shapes that a record's body can have: an issue of Jira's REST API v3 (texts are documents), one of v2 (texts are
 * wiki markup; Data Center, webhooks), or a row of Jira's CSV export.
 */
export const RECORD_FORMATS = ['jira-v3', 'jira-v2', 'jira-csv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** An issue as its source gave it, or what Jira says of one that it no longer gives: a tombstone. */
export const RECORD_KINDS = ['issue', 'tombstone'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Why a record is refused. */
export interface Refusal {
  /**
   * The rule that it breaks, without what is particular to this record: what dead letters are counted, chosen and
   * redriven by. `too-large`, `too-deep`, `not-json`, `broken-row`, `not-delivered`, `key-taken`, `not-storable`, or
   * `contract:` with the place, in which `*` stands for any entry of a list, such as `contract:fields.comment.comments.*.body`.
   */
  readonly rule: string;
  /** The same for people, with the place and what was found there. */
  readonly reason: string;
}

/** A key that a ticket had until it was moved or its project was renamed. */
export interface FormerKey {
  readonly key: string;
  /** When the record with the next key was fetched, in epoch milliseconds. */
  readonly until: number;
}

/** What came in from a source, as it came: the unit that the lake keeps and that is never changed. */
export interface RawRecord {
  /** The site, whose own the body's ids are; files are of the first one. */
  readonly source: RecordSource;
  readonly kind: RecordKind;
  /** Says which contract the body must keep. */
  readonly format: RecordFormat;
  /** The id of its ticket here (`domain/site.ts`), where the record has a readable one. */
  readonly externalId: string | null;
  /** The JSON value as the source sent it. Nothing has been checked yet. */
  readonly body: unknown;
  readonly fetchedAt: number;
  /**
   * Jira's API gave this ticket, with this record or an earlier one, so that Jira can say that it is gone. Absent where
   * it is known from files alone: nobody can say that of those.
   */
  readonly atJira?: true;
  /** What is known of its ticket's former keys, noted on the way in; of a tombstone, the last key too. Absent: none. */
  readonly formerKeys?: readonly FormerKey[];
  /** Where in its file the record began, such as `line 17`, for people who mend it; absent where it had no file. */
  readonly place?: string;
  /** Why it did not arrive as a whole: the body is what there is of it, and the gate refuses it with this. */
  readonly fault?: Refusal;
}

/** A record that the gate refused, kept whole until a person or a fix disposes of it. */
export interface DeadLetter extends Refusal {
  readonly record: RawRecord;
  /** The place in the body, as a dotted path such as `fields.summary`; empty for the record as a whole. */
  readonly path: string;
}

/** What became of every record received: the left side of the first equation equals the sum of the rest. */
export interface Dispositions {
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  /** In the lake, not yet in the tickets: more than zero only while a batch is being committed or after a crash. */
  readonly pending: number;
  readonly deadLettered: number;
  readonly discarded: number;
  /** Applied or dead-lettered once, and erased since. */
  readonly erased: number;
}

/** The first equation of "nothing is lost", each side counted from its own rows. */
export function recordsHold({
  received,
  applied,
  duplicate,
  pending,
  deadLettered,
  discarded,
  erased,
}: Dispositions): boolean {
  return received === applied + duplicate + pending + deadLettered + discarded + erased;
}

/** Where the live tickets stand with the search index: `live = indexed + waiting`. */
export interface Indexing {
  readonly live: number;
  readonly indexed: number;
  readonly waiting: number;
  /** Of those waiting: put aside after several failures, and tried again at the next start or when they change. */
  readonly setAside: number;
}

/** What a replay of the lake found: tickets as they were, written anew, without a line; and lines refused by the gate. */
export interface Replayed {
  readonly equal: number;
  readonly changed: number;
  readonly removed: number;
  readonly refused: number;
}

/** `rebuild`: tickets and index from the lake; `back`: to the index before; `renew`: a new index from the tickets. */
export type RebuildKind = 'rebuild' | 'back' | 'renew';

/** A rebuild, its progress and its end. */
export interface Rebuild {
  readonly kind: RebuildKind;
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  /** Lines of the lake are replayed, then tickets are indexed; `done` of `total`. */
  readonly step: 'lake' | 'index';
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** What the replay did to the tickets; null before its end, and where there is none. */
  readonly tickets: Replayed | null;
  /** What it failed with; of a renewal that is running, what it waits for to pass. */
  readonly error: { readonly code: string; readonly detail: string } | null;
}

/** A sync, its progress and its end. */
export interface Run {
  readonly id: number;
  /** Whether it read a site, or took what somebody brought: a file, or issues of a program. */
  readonly kind: 'sync' | 'import';
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Tickets that the source announced so far, and whether that is all of them. */
  readonly announced: number;
  readonly announcedAll: boolean;
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly refused: number;
  readonly error: { readonly code: string; readonly detail: string } | null;
  /** Of several sites those that could not be read to their end, by the names that people give them; the others were read. */
  readonly failures: readonly { readonly site: string; readonly code: string; readonly detail: string }[];
}
