import type { LedgerAnswer } from '../api/client.ts';

export type LedgerDay = LedgerAnswer['days'][number];

/** How the tickets of a day stand: all alike; alike but for what is refused here; or some missing, old or left over. */
export type DayState = 'proved' | 'refused' | 'open';

export function stateOf({ missing, stale, extra, refused }: Omit<LedgerDay, 'project' | 'day'>): DayState {
  if (missing + stale + extra > 0) return 'open';
  return refused > 0 ? 'refused' : 'proved';
}

/** A place of a year's calendar: a date such as 2026-01-31, or null before the first and after the last. */
export type Place = string | null;

const DAY_MS = 86_400_000;
const DAYS_OF_A_WEEK = 7;

/** The days of a year in UTC, a row for each day of the week from Monday on, a column for each week. */
export function weeksOf(year: number): Place[][] {
  const first = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
  const before = (new Date(first).getUTCDay() + 6) % DAYS_OF_A_WEEK;
  const weeks = Math.ceil((before + days) / DAYS_OF_A_WEEK);
  return Array.from({ length: DAYS_OF_A_WEEK }, (_, weekday) =>
    Array.from({ length: weeks }, (_, week) => {
      const day = week * DAYS_OF_A_WEEK + weekday - before;
      return day < 0 || day >= days ? null : new Date(first + day * DAY_MS).toISOString().slice(0, 10);
    }),
  );
}

/** The column that each month begins in, 0 to 11. */
export function monthColumns(year: number): number[] {
  const rows = weeksOf(year);
  return Array.from({ length: 12 }, (_, month) => {
    const first = `${year}-${String(month + 1).padStart(2, '0')}-01`;
    return Math.max(...rows.map((row) => row.indexOf(first)));
  });
}

/** The years that have days, the newest first. */
export function yearsOf(days: readonly LedgerDay[]): number[] {
  return [...new Set(days.map(({ day }) => Number(day.slice(0, 4))))].sort((a, b) => b - a);
}

/** What there is to say of a day in words. */
export function wordsFor(day: Omit<LedgerDay, 'project' | 'day'>): string {
  const counted = [
    [day.missing, 'missing here'],
    [day.stale, 'out of date'],
    [day.extra, 'no longer in Jira'],
    [day.refused, 'refused'],
    [day.erased, 'erased'],
  ] as const;
  const told = counted.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const tickets = `${day.jira.toLocaleString('en')} ${day.jira === 1 ? 'ticket' : 'tickets'} in Jira`;
  return told.length === 0 ? `${tickets}, all here` : `${tickets}, ${told.join(', ')}`;
}

/** All days together. */
export function sumOf(days: readonly LedgerDay[]): Omit<LedgerDay, 'project' | 'day'> {
  const sum = { jira: 0, live: 0, missing: 0, stale: 0, extra: 0, outside: 0, refused: 0, erased: 0 };
  for (const day of days) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += day[name];
  return sum;
}
