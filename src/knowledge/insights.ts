import { type Asker, permits } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { type Period, periodStart, periodsBetween } from './periods.ts';
import { accessOf } from './tickets.ts';

const DAY = 86_400_000;
/** Upper ends, in milliseconds; what is longer than the last comes after it. */
const DURATIONS = [DAY / 24, DAY / 3, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY] as const;
const AGES = [7 * DAY, 30 * DAY, 90 * DAY, 180 * DAY, 365 * DAY] as const;

export interface InsightsRequest {
  readonly asker: Asker;
  /** Only these, by their keys; absent: all. */
  readonly projects?: readonly string[] | undefined;
  readonly per: Period;
  /** What ages are counted from, in epoch milliseconds. */
  readonly now: number;
}

/** So many that took no longer than `upToMs`, and longer than the one before; null where there is no end. */
export interface Share {
  readonly upToMs: number | null;
  readonly tickets: number;
}

/** Figures over all tickets that the asker may read. */
export interface Insights {
  readonly tickets: number;
  /** The newest of them, oldest first, without gaps. `from` is the first moment, in UTC. */
  readonly periods: { readonly from: number; readonly created: number; readonly resolved: number }[];
  readonly resolution: {
    readonly tickets: number;
    /** Of half of the tickets it was no longer, and of nine in ten (nearest rank); null where there are none. */
    readonly medianMs: number | null;
    readonly p90Ms: number | null;
    readonly spread: Share[];
  };
  /** Those whose status is not of the kind `done`, by the time since they were created. */
  readonly open: { readonly tickets: number; readonly ages: Share[] };
}

/** Counted in one pass over the tickets' heads; each demand for access is judged once. */
export async function insights(
  database: Database,
  { asker, projects, per, now }: InsightsRequest,
): Promise<Insights> {
  let query = database
    .selectFrom('tickets')
    .select(['created_at', 'resolved_at', 'status_category', 'access_json']);
  if (projects) query = query.where('project_key', 'in', projects);
  const rows = await query.execute();
  const judged = new Map<string, boolean>();
  const isReadable = (row: { access_json: string }) => {
    const known = judged.get(row.access_json);
    if (known !== undefined) return known;
    const may = permits(asker, accessOf(row));
    judged.set(row.access_json, may);
    return may;
  };
  const readable = rows.filter(isReadable);
  const created = counter();
  const resolved = counter();
  const durations: number[] = [];
  const ages: number[] = [];
  for (const row of readable) {
    created.add(periodStart(row.created_at, per));
    if (row.resolved_at !== null) {
      resolved.add(periodStart(row.resolved_at, per));
      // A file may say that a ticket was resolved before it was there.
      durations.push(Math.max(0, row.resolved_at - row.created_at));
    }
    if (row.status_category !== 'done') ages.push(Math.max(0, now - row.created_at));
  }
  durations.sort((a, b) => a - b);
  const starts = [...created.counts.keys(), ...resolved.counts.keys()];
  return {
    tickets: readable.length,
    periods: periodsBetween(starts, per).map((from) => ({
      from,
      created: created.counts.get(from) ?? 0,
      resolved: resolved.counts.get(from) ?? 0,
    })),
    resolution: {
      tickets: durations.length,
      medianMs: nearestRank(durations, 0.5),
      p90Ms: nearestRank(durations, 0.9),
      spread: spreadOver(durations, DURATIONS),
    },
    open: { tickets: ages.length, ages: spreadOver(ages, AGES) },
  };
}

function counter() {
  const counts = new Map<number, number>();
  return { counts, add: (value: number) => counts.set(value, (counts.get(value) ?? 0) + 1) };
}

/** The least value that so large a share of the values does not exceed. */
function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}

function spreadOver(values: readonly number[], ends: readonly number[]): Share[] {
  const counts = Array.from({ length: ends.length + 1 }, () => 0);
  for (const value of values) {
    const place = ends.findIndex((end) => value <= end);
    counts[place < 0 ? ends.length : place]! += 1;
  }
  return counts.map((tickets, place) => ({ upToMs: ends[place] ?? null, tickets }));
}
