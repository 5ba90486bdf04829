import { momentAt } from '../../domain/index.ts';

/** Where a query's days and hours lie: `now` in epoch milliseconds, the time zone by its IANA name. */
export interface Clock {
  readonly now: number;
  readonly timeZone: string;
}

/** From a moment until before another, in epoch milliseconds; an absent end is open. */
export interface Span {
  readonly from?: number;
  readonly before?: number;
}

const HOUR = 3_600_000;
const UNITS: Record<string, number> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };
const RELATIVE = /^-?(\d{1,5})([hdw])$/i;
const DAY = /^([12]\d{3})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?$/;

/**
 * Reads `2025-11-01`, `>=2025-11`, `2025-01..2025-03`, `..2024`, `<30d`, `today`; null where it is none of these, or a
 * range that ends before it begins. A year, month or day stands for all of it: `>2025-11-01` begins with the day after,
 * `2025-01..2025-03` ends with March. `7d` alone is the last seven days; behind a sign it is the moment seven days ago.
 */
export function spanOf(text: string, clock: Clock): Span | null {
  const [, sign, rest = ''] = /^(>=|<=|>|<)?(.*)$/.exec(text) ?? [];
  const range = rest.split('..');
  if (range.length === 2 && !sign) return rangeOf(range[0] ?? '', range[1] ?? '', clock);
  const period = periodOf(rest, clock);
  if (!period) return null;
  switch (sign) {
    case '>':
      return { from: period.before };
    case '>=':
      return { from: period.from };
    case '<':
      return { before: period.from };
    case '<=':
      return { before: period.before };
    default:
      return RELATIVE.test(rest) ? { from: period.from } : period;
  }
}

function rangeOf(first: string, last: string, clock: Clock): Span | null {
  const from = periodOf(first, clock)?.from;
  const before = periodOf(last, clock)?.before;
  const unread = (from === undefined && first !== '') || (before === undefined && last !== '');
  if (unread || first + last === '') return null;
  if (from !== undefined && before !== undefined && from >= before) return null;
  return { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
}

/** What a date stands for; of a moment, its millisecond. */
function periodOf(text: string, { now, timeZone }: Clock): Required<Span> | null {
  const [, count, unit = ''] = RELATIVE.exec(text) ?? [];
  if (count) {
    const from = now - Number(count) * (UNITS[unit.toLowerCase()] as number);
    return { from, before: from + 1 };
  }
  const start = (year: number, month: number, day: number, minute = 0) =>
    momentAt(Date.UTC(year, month - 1, day, 0, minute), timeZone);
  const named = ['today', 'yesterday'].indexOf(text.toLowerCase());
  if (named >= 0) {
    const [year, month, day] = dayIn(timeZone, now);
    return { from: start(year, month, day - named), before: start(year, month, day - named + 1) };
  }
  const [matched, year, month, day, hour, minute] = (DAY.exec(text) ?? []).map(Number);
  if (matched === undefined || year === undefined) return null;
  // What the text does not say is NaN, from a group that took no part.
  if (!month) return month === 0 ? null : { from: start(year, 1, 1), before: start(year + 1, 1, 1) };
  if (month > 12) return null;
  if (!day) return day === 0 ? null : { from: start(year, month, 1), before: start(year, month + 1, 1) };
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  if (Number.isNaN(hour) || hour === undefined || minute === undefined)
    return { from: start(year, month, day), before: start(year, month, day + 1) };
  if (hour > 23 || minute > 59) return null;
  const from = start(year, month, day, hour * 60 + minute);
  return { from, before: from + 60_000 };
}

/** The day that calendars in the zone show at a moment. */
function dayIn(timeZone: string, moment: number): [number, number, number] {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return [parts.get('year') ?? 0, parts.get('month') ?? 1, parts.get('day') ?? 1];
}
