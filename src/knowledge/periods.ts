const DAY = 86_400_000;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY = 4 * DAY;
/** Ten years of months. */
const MOST_PERIODS = 120;

export const PERIODS = ['week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** The first moment, in epoch milliseconds, of the week (from Monday on) or month in UTC that a moment is in. */
export function periodStart(moment: number, per: Period): number {
  if (per === 'week') return moment - ((((moment - FIRST_MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY));
  const date = new Date(moment);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Every period from the first to the last of these, in order; of more than 120 the newest. */
export function periodsBetween(starts: readonly number[], per: Period): number[] {
  let start = starts.reduce((last, each) => Math.max(last, each), Number.NEGATIVE_INFINITY);
  const first = starts.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const periods: number[] = [];
  for (; start >= first && periods.length < MOST_PERIODS; start = periodStart(start - 1, per))
    periods.push(start);
  return periods.reverse();
}
