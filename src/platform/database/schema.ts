import type { Generated, GeneratedAlways } from 'kysely';

/**
 * The tables, one interface each. Points in time are epoch milliseconds; columns named `*_json` hold JSON text, so
 * that the same schema serves SQLite and PostgreSQL.
 */
export interface Schema {
  installation: InstallationTable;
  runs: RunTable;
  lake_records: LakeRecordTable;
  dead_letters: DeadLetterTable;
  checkpoints: CheckpointTable;
  tickets: TicketTable;
  comments: CommentTable;
  index_work: IndexWorkTable;
  index_documents: IndexDocumentTable;
  chunks: ChunkTable;
}

/** Facts about the installation that outlive a process, by name. */
export interface InstallationTable {
  name: string;
  value: string;
}

export interface RunTable {
  id: GeneratedAlways<number>;
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
  path: string;
  reason: string;
  state: 'waiting' | 'discarded';
  /** How often the record came in and was refused. */
  attempts: Generated<number>;
  created_at: number;
}

/** How far a source has been read, by scope: everything changed before `position` is in the lake or a dead letter. */
export interface CheckpointTable {
  scope: string;
  position: number;
}

export interface TicketTable {
  id: string;
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
  /** The lake line that this row was made from: rises with every change. */
  lake_seq: number;
  /** SHA-256 of that line's body. */
  digest: string;
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

/** Tickets whose index entry is older than the ticket; written in the same transaction as the ticket. */
export interface IndexWorkTable {
  ticket_id: string;
  lake_seq: number;
}

/** What the search index has confirmed: the ticket, and which state of it. */
export interface IndexDocumentTable {
  ticket_id: string;
  lake_seq: number;
}

/** The embedded search engine's own store: pieces of text with their vectors. */
export interface ChunkTable {
  id: string;
  ticket_id: string;
  kind: 'summary' | 'report' | 'comment';
  position: number;
  text: string;
  access_json: string;
  embedder: string;
  /** Little-endian float32. */
  vector: Uint8Array;
}
