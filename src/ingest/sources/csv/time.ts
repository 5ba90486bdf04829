import { momentAt } from '../../../domain/index.ts';
import { monthNumber } from './months.ts';

/** How dates are to be read that can be read in more than one way. */
export interface DateReading {
  /** The zone of dates that name none: an IANA name such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** What stands first in dates such as 03/04/2024; null where that is not known. */
  readonly dateOrder: DateOrder | null;
}

export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A moment in epoch milliseconds, or why the text is none. */
export type ReadTime = { readonly at: number } | { readonly problem: string };

const TIME =
  /^[T ,]*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?\s?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const NAMED_MONTH = /^(\d{1,2})\.?[-/ ]+(?:de )?([\p{L}.]+)[-/, ]+(?:de )?(\d{4}|\d{2})(?!\d)/u;
const MONTH_FIRST = /^([\p{L}.]+) (\d{1,2}),? (\d{4})(?!\d)/u;
/** How Java writes a date that nobody formatted: `Fri Jun 10 20:09:07 UTC 2011`. */
const JAVA = /^(\p{L}+) (\d{1,2}) (\d{1,2}:\d{2}:\d{2}) (UTC|GMT|Z|[+-]\d{2}:?\d{2}) (\d{4})$/u;
const WEEKDAY = /^\p{L}+\.?,? +(?=\p{L}*\.? ?\d)/u;

/**
 * Reads a date as Jira's exports write it, in whatever format its administrator chose: `28/Nov/23 10:52 AM`,
 * `28/Nov/23 10:52`, `2023-11-28T10:52:00.000+0000`, `2023-11-28 10:52`, `28.11.2023 10:52`, `Nov 28, 2023`, months in
 * many languages. A date without a time is its midnight.
 */
export function readTime(given: string, reading: DateReading): ReadTime {
  const text = given.trim().replaceAll(/\s/g, ' ');
  if (text.length > 80) return problem(given, 'is no date that Jira writes');
  const parsed = readDate(text, reading.dateOrder) ?? readDate(text.replace(WEEKDAY, ''), reading.dateOrder);
  if (!parsed) return problem(given, 'is no date that Jira writes');
  if ('problem' in parsed) return problem(given, parsed.problem);
  const { year, month, day, rest } = parsed;
  const time = rest === '' ? { ms: 0, zone: null } : readClock(rest);
  const wall = time && Date.UTC(year, month - 1, day) + time.ms;
  if (!time || wall === null || !exists(year, month, day)) return problem(given, 'does not exist');
  return { at: time.zone === null ? momentAt(wall, reading.timeZone) : wall - time.zone };
}

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** What stands behind the date. */
  readonly rest: string;
}

function readDate(text: string, order: DateOrder | null): CalendarDay | { readonly problem: string } | null {
  const java = JAVA.exec(text);
  if (java) {
    const [, month = '', day = '', clock = '', zone = '', year = ''] = java;
    return dayOf(year, monthNumber(month), day, `${clock} ${zone}`);
  }
  const iso = YEAR_FIRST.exec(text);
  if (iso) return dayOf(iso[1], Number(iso[3]), iso[4], text.slice(iso[0].length));
  const named = NAMED_MONTH.exec(text);
  if (named) return dayOf(named[3], monthNumber(named[2] as string), named[1], text.slice(named[0].length));
  const american = MONTH_FIRST.exec(text);
  if (american)
    return dayOf(
      american[3],
      monthNumber(american[1] as string),
      american[2],
      text.slice(american[0].length),
    );
  const numbers = NUMBERS.exec(text);
  if (!numbers) return null;
  const [all, first = '', separator, second = '', year] = numbers;
  const rest = text.slice(all.length);
  // Nobody writes dots between a month and a day that follows it.
  if (separator === '.' || Number(first) > 12 || order === 'day-first' || first === second)
    return dayOf(year, Number(second), first, rest);
  if (Number(second) > 12 || order === 'month-first') return dayOf(year, Number(first), second, rest);
  return {
    problem:
      'can be read in two ways: import it again and say which is meant, day-first or month-first (--date-order)',
  };
}

function dayOf(
  year: string | undefined,
  month: number | undefined,
  day: string | undefined,
  rest: string,
): CalendarDay | null {
  if (month === undefined) return null;
  const short = Number(year);
  // Jira is younger than the century.
  const full = year?.length === 2 ? (short < 70 ? 2000 : 1900) + short : short;
  return { year: full, month, day: Number(day), rest };
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Milliseconds since midnight, and the offset of the zone where one is named; null for what is no time. */
function readClock(text: string): { readonly ms: number; readonly zone: number | null } | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hours = '', minutes, seconds = '0', fraction = '', half, zone] = match;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return { ms: ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms, zone: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

function problem(given: string, what: string): ReadTime {
  return { problem: `“${given.slice(0, 80)}” ${what}` };
}
