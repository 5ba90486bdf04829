import type { Database } from '../platform/database/index.ts';
import type { Via } from './via.ts';

/** Something that somebody did, or tried to do. Never a secret, nor what was erased. */
export interface AuditEntry {
  readonly actor: string | null;
  readonly via: Via;
  /** Where the request came from; null for a command that opened the data itself. */
  readonly address: string | null;
  readonly action: string;
  /** What it was done to. */
  readonly subject: string | null;
  readonly detail: string | null;
  /** The HTTP status that it ended with; null while it is under way, or where the process died before its end. */
  readonly status: number | null;
}

export interface AuditRecord extends AuditEntry {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** Where older ones go on; null where there are none. */
  readonly next: number | null;
}

/** What there are entries of: of whom, and of what they did, each in the order of the alphabet. */
export interface AuditChoices {
  readonly actors: readonly string[];
  readonly actions: readonly string[];
}

/** How long a record is kept. */
export const AUDIT_DAYS = 400;
/** Of those who proved nothing, which are failed logins: who makes many fills neither the disk nor hides what others did. */
const MOST_UNPROVED = 100_000;

export interface Audit {
  /** Writes an entry, drops what is too old, and returns its number. */
  record(entry: AuditEntry): Promise<number>;
  /** Says how it ended. */
  ended(id: number, status: number): Promise<void>;
  /** Entries older than `before`, where that is given. */
  list(question: {
    limit: number;
    before?: number;
    actor?: string;
    action?: string;
    via?: Via;
  }): Promise<AuditPage>;
  choices(): Promise<AuditChoices>;
}

export function createAudit(database: Database, now: () => number): Audit {
  return {
    async record(entry) {
      const { id } = await database
        .insertInto('audit_log')
        .values({ at: now(), ...entry })
        .returning('id')
        .executeTakeFirstOrThrow();
      await database
        .deleteFrom('audit_log')
        .where((row) =>
          row.or([
            row('at', '<', now() - AUDIT_DAYS * 86_400_000),
            row.and([row('via', '=', 'none'), row('id', '<=', id - MOST_UNPROVED)]),
          ]),
        )
        .execute();
      return id;
    },
    async ended(id, status) {
      await database.updateTable('audit_log').set({ status }).where('id', '=', id).execute();
    },
    async list({ limit, before, actor, action, via }) {
      let query = database
        .selectFrom('audit_log')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (before !== undefined) query = query.where('id', '<', before);
      if (actor !== undefined) query = query.where('actor', '=', actor);
      if (action !== undefined) query = query.where('action', '=', action);
      if (via !== undefined) query = query.where('via', '=', via);
      const records = (await query.execute()) as AuditRecord[];
      const more = records.length > limit;
      const page = records.slice(0, limit);
      return { records: page, next: more ? (page.at(-1)?.id ?? null) : null };
    },
    async choices() {
      const rows = await database.selectFrom('audit_log').select(['actor', 'action']).distinct().execute();
      // Sorted here: databases order letters each in its own way.
      const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
      return {
        actors: sorted(rows.flatMap(({ actor }) => actor ?? [])),
        actions: sorted(rows.map(({ action }) => action)),
      };
    },
  };
}
