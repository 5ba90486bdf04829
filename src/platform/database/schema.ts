import type { Generated, GeneratedAlways } from 'kysely';
import type { RecordFormat } from '../../domain/index.ts';
import type { PeopleSchema } from './people-schema.ts';

/**
 * The tables, one interface each. Points in time are epoch milliseconds; columns named `*_json` hold JSON text, truths
 * are 0 or 1, so that the same schema serves SQLite and PostgreSQL. Where rows are ordered by a column that may be
 * null, the query must say where nulls go: the two differ.
 */
export interface Schema extends PeopleSchema {
  installation: InstallationTable;
  runs: RunTable;
  lake_records: LakeRecordTable;
  dead_letters: DeadLetterTable;
  checkpoints: CheckpointTable;
  webhook_deliveries: WebhookDeliveryTable;
  webhook_work: WebhookWorkTable;
  erasures: ErasureTable;
  erased_tickets: ErasedTicketTable;
  ledger: LedgerTable;
  ledger_checks: LedgerCheckTable;
  tickets: TicketTable;
  comments: CommentTable;
  ticket_details: TicketDetailTable;
  attachment_texts: AttachmentTextTable;
  tombstones: TombstoneTable;
  former_keys: FormerKeyTable;
  index_work: IndexWorkTable;
  index_removals: IndexRemovalTable;
  index_generations: IndexGenerationTable;
  index_entries: IndexEntryTable;
  jobs: JobTable;
  job_notes: JobNoteTable;
  schedules: ScheduleTable;
}

/** Facts about the installation that outlive a process, by name. */
export interface InstallationTable {
  name: string;
  value: string;
}

export interface RunTable {
  id: GeneratedAlways<number>;
  /** Of webhooks there is one run, which never ends. */
  kind: Generated<'read' | 'import' | 'webhooks'>;
  state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  started_at: number;
  finished_at: number | null;
  announced: Generated<number>;
  announced_all: Generated<number>;
  received: Generated<number>;
  applied: Generated<number>;
  duplicate: Generated<number>;
  refused: Generated<number>;
  error_json: string | null;
}

/** One row for each line of the lake that has been applied to the tickets. */
export interface LakeRecordTable {
  /** The line's number in the lake, counted from 1 over all segments. */
  seq: number;
  run_id: number;
  source: string;
  external_id: string;
  /** SHA-256 of the body's JSON text, in hex. */
  digest: string;
}

export interface DeadLetterTable {
  id: GeneratedAlways<number>;
  run_id: number;
  source: string;
  external_id: string | null;
  record_json: string;
  /** SHA-256 of the body's JSON text, in hex: the same record again is the same letter. */
  digest: string;
  /** The key that the record names, unchecked. */
  ticket_key: string | null;
  /** Where in its file the record began. */
  place: string | null;
  path: string;
  /** The rule that it breaks, as `domain/record.ts` lists them. */
  rule: string;
  reason: string;
  state: 'waiting' | 'discarded';
  /** How often the record was refused. */
  attempts: Generated<number>;
  created_at: number;
  /** The last time that it was refused. */
  tried_at: number;
}

/** How far a source has been read, by scope: everything changed before `position` is in the lake or a dead letter. */
export interface CheckpointTable {
  scope: string;
  position: number;
}

/** What Jira said by itself, without what it said of issues; old ones go. */
export interface WebhookDeliveryTable {
  id: GeneratedAlways<number>;
  /** The site's name; empty for the first one. */
  site: Generated<string>;
  /** The site's name for the delivery, the same whenever it is repeated. */
  identifier: string;
  /** Such as `jira:issue_updated`; null where the body could not be read. */
  event: string | null;
  outcome: 'stored' | 'ignored' | 'unreadable';
  received_at: number;
}

/** Issues to fetch because Jira said that something happened to them; a row goes when that has been done. */
export interface WebhookWorkTable {
  issue_id: string;
  /** The newest delivery that named it. */
  delivery: number;
  /** Whether any of them said that it was deleted. */
  deleted: number;
  /** How often it was asked for in vain for reasons of its own. */
  attempts: Generated<number>;
}

/** One row for each erasure. */
export interface ErasureTable {
  id: string;
  kind: 'ticket' | 'person' | 'expiry';
  at: number;
  /** Records that were applied or dead letters before it, and are neither now. */
  records: number;
}

/** Tickets that were erased: SHA-256 of what names them, in hex. */
export interface ErasedTicketTable {
  digest: string;
}

/** Jira's tickets against ours, by project and day of creation (UTC), as the newest comparison left them. */
export interface LedgerTable {
  scope: string;
  project: string;
  day: string;
  checked_at: number;
  jira: number;
  live: number;
  missing: number;
  stale: number;
  extra: number;
  outside: number;
  refused: number;
  erased: number;
}

/** One row for each comparison with Jira that came to its end; old ones go. */
export interface LedgerCheckTable {
  id: GeneratedAlways<number>;
  scope: string;
  started_at: number;
  finished_at: number;
  dry_run: number;
  outcome_json: string;
}

export interface TicketTable {
  id: string;
  /** The ticket's id where a later line gave its key to another ticket and none of its own has given it a new one. */
  key: string;
  project_key: string;
  project_name: string;
  type: string;
  status: string;
  status_category: 'new' | 'indeterminate' | 'done';
  priority: string | null;
  resolution: string | null;
  summary: string;
  description_json: string | null;
  environment_json: string | null;
  labels_json: string;
  components_json: string;
  reporter_json: string | null;
  assignee_json: string | null;
  links_json: string;
  parent_key: string | null;
  created_at: number;
  updated_at: number;
  resolved_at: number | null;
  access_json: string;
  /** What of the ticket can let somebody in, as `domain/labels.ts` has it; null in rows of older versions. */
  holders_json: string | null;
  /** The lake line that this row was made from: rises with every change. */
  lake_seq: number;
  /** SHA-256 of that line's body. */
  digest: string;
  /** The format of that line's record. */
  format: RecordFormat;
  /** Whether Jira's API gave this ticket, in this state or an earlier one; else it is known from files alone. */
  at_jira: Generated<number>;
}

/** Tickets that Jira's API gave once and says are gone since; one that comes back has no row any more. */
export interface TombstoneTable {
  ticket_id: string;
  /** The lake line that says so, and SHA-256 of its body. */
  lake_seq: number;
  digest: string;
  /** When Jira said so. */
  said_at: number;
}

export interface CommentTable {
  id: string;
  ticket_id: string;
  position: number;
  author_json: string | null;
  created_at: number;
  updated_at: number;
  visibility_json: string;
  body_json: string;
  access_json: string;
}

/** What a ticket has beside its core, as `TicketDetails` says; none for tickets stored before there were any. */
export interface TicketDetailTable {
  ticket_id: string;
  subtasks_json: string;
  sprints_json: string;
  fields_json: string;
  request_json: string | null;
  /** Without their texts. */
  attachments_json: string;
  worklogs_json: string;
  history_json: string;
  incomplete_json: string;
  /** What worklogs and attachments demand of a reader, by their ids. */
  access_json: string;
}

/** What is in the files at tickets, where that is text. Apart, because few readers of a ticket want it. */
export interface AttachmentTextTable {
  ticket_id: string;
  attachment_id: string;
  text: string;
}

/** Tickets whose entry in the active index is older than the ticket; written in the same transaction as the ticket. */
export interface IndexWorkTable {
  ticket_id: string;
  lake_seq: number;
  /** Whether it goes before all others: somebody has just changed it. */
  urgent: Generated<number>;
  /** How often indexing this state failed for reasons of its own. */
  attempts: Generated<number>;
  /** Why it failed last. */
  error: Generated<string | null>;
}

/** Keys that tickets had; also of a ticket that is gone, which may come back. A key can have been several tickets'. */
export interface FormerKeyTable {
  key: string;
  ticket_id: string;
  /** When its ticket was first seen with the next key. */
  until: number;
}

/**
 * Tickets that are no longer there and that the search index may still have in its memory; written in the same
 * transaction as the ticket is removed. What the database has of their entries goes with them.
 */
export interface IndexRemovalTable {
  ticket_id: string;
}

/** The whole index, made once with one embedder and one way to cut tickets; searches go to the active one. */
export interface IndexGenerationTable {
  id: GeneratedAlways<number>;
  /** At most one each is `building`, `active` and `previous`; `dropped` ones are being removed. */
  state: 'building' | 'active' | 'previous' | 'dropped';
  embedder: string;
  dimensions: number;
  /** Which version of the rules cut the tickets. */
  chunking: number;
  created_at: number;
  /** When it last became the active one. */
  switched_at: number | null;
  /** What its texts have in common, fitted once; null while it holds too few. */
  statistics_json: string | null;
  /** How often entries were put into it. */
  changes: Generated<number>;
  /** The newest snapshot of its memory; null where there is none that may be used. */
  snapshot: Generated<string | null>;
}

/** What a generation holds of a ticket: the embedded search engine's own store. */
export interface IndexEntryTable {
  generation: number;
  ticket_id: string;
  /** The state of the ticket that it was made from; negative where it lacks meaning that it could have, 0 where all of it has to be made again. */
  lake_seq: number;
  /** Which of its generation's changes put it in. */
  change: Generated<number>;
  /** Pieces of text in order, with id, kind and access. */
  chunks_json: string;
  /** Their vectors one after the other, little-endian float32. */
  vectors: Uint8Array;
}

/** The queue's own store of jobs. */
export interface JobTable {
  id: GeneratedAlways<number>;
  queue: string;
  state: Generated<'waiting' | 'running' | 'done' | 'dead' | 'cancelled'>;
  payload_json: string;
  /** At most one job of a queue waits or runs under the same key. */
  unique_key: string | null;
  /** Greater ones are taken first. */
  priority: number;
  /** Not before this time. */
  run_at: number;
  /** How many attempts have begun: together with the id, the name of a lease. */
  attempts: Generated<number>;
  max_attempts: number;
  /** While running: until when the worker may hold it without a word. */
  lease_until: number | null;
  progress_json: string | null;
  /** What went wrong, oldest first. */
  errors_json: Generated<string>;
  created_at: number;
  ended_at: number | null;
}

/** What a job store that is not our own does not keep about a job. */
export interface JobNoteTable {
  job_id: string;
  progress_json: string | null;
  errors_json: Generated<string>;
}

/** What is to be done again and again. */
export interface ScheduleTable {
  name: string;
  /** The queue's name and rules, for whichever process finds the schedule due. */
  queue_json: string;
  payload_json: string;
  cron: string;
  time_zone: string;
  /** Null where the expression never comes due again. */
  next_at: number | null;
}
