import type { Database } from '../platform/database/index.ts';
import { gate } from './gate.ts';
import type { Lake, StoredLine } from './lake/lake.ts';
import { type OpenedLine, withBody } from './lake/line.ts';
import { isDerived } from './ticket-id.ts';

/** What a segment, or the whole lake, holds. */
export interface Holding {
  readonly lines: number;
  readonly bytes: number;
  /** Lines of tickets that a newer line of theirs has taken the place of. */
  readonly superseded: number;
  readonly supersededBytes: number;
  /** When the oldest and newest of its records were fetched, in epoch milliseconds; null where it has none. */
  readonly oldest: number | null;
  readonly newest: number | null;
}

export interface LakeOverview {
  readonly segments: readonly (Holding & { readonly file: string })[];
  readonly total: Holding;
}

/** Reads the lake once and says what it holds. */
export async function lakeOverview(database: Database, lake: Lake): Promise<LakeOverview> {
  const isSuperseded = await supersession(database);
  const segments = new Map<string, Holding>();
  for await (const line of lake.stored()) {
    const before = segments.get(line.segment) ?? NOTHING;
    segments.set(line.segment, sumOf(before, holdingOf(line, isSuperseded(line))));
  }
  return {
    segments: [...segments].map(([file, holding]) => ({ file, ...holding })),
    total: [...segments.values()].reduce(sumOf, NOTHING),
  };
}

/**
 * Decides which lines a newer state of the same ticket has taken the place of, or that it is gone, as the tickets stand now. That includes
 * tickets that went by their key until one with an id of its own took their place: their lines have no ticket any more.
 */
export async function supersession(database: Database): Promise<(line: OpenedLine) => boolean> {
  const rows = await database.selectFrom('tickets').select(['id', 'lake_seq']).execute();
  const gone = await database.selectFrom('tombstones').select(['ticket_id', 'lake_seq']).execute();
  const current = new Map([
    ...rows.map(({ id, lake_seq }) => [id, lake_seq] as const),
    ...gone.map(({ ticket_id, lake_seq }) => [ticket_id, lake_seq] as const),
  ]);
  return (line) => {
    const { seq, record } = line.head;
    const newest = current.get(record.externalId);
    if (newest !== undefined) return seq < newest;
    // What the gate refuses today has no ticket either, and is nowhere else.
    return isDerived(record.externalId) && 'accepted' in gate(withBody(line).record);
  };
}

const NOTHING: Holding = {
  lines: 0,
  bytes: 0,
  superseded: 0,
  supersededBytes: 0,
  oldest: null,
  newest: null,
};

function holdingOf({ head, bytes }: StoredLine, superseded: boolean): Holding {
  const { fetchedAt } = head.record;
  return {
    lines: 1,
    bytes,
    superseded: superseded ? 1 : 0,
    supersededBytes: superseded ? bytes : 0,
    oldest: fetchedAt,
    newest: fetchedAt,
  };
}

function sumOf(a: Holding, b: Holding): Holding {
  const times = [a.oldest, a.newest, b.oldest, b.newest].filter((time) => time !== null);
  return {
    lines: a.lines + b.lines,
    bytes: a.bytes + b.bytes,
    superseded: a.superseded + b.superseded,
    supersededBytes: a.supersededBytes + b.supersededBytes,
    oldest: times.length > 0 ? Math.min(...times) : null,
    newest: times.length > 0 ? Math.max(...times) : null,
  };
}
