import { JqlError } from './error.ts';
import type { Operand } from './query.ts';

/** What the reading of dates depends on. */
export interface DateContext {
  /** The present, in epoch milliseconds. */
  readonly now: number;
  /** The IANA name of the account's time zone: Jira reads dates without a zone in it. */
  readonly timeZone: string;
}

const absolute = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;
const relative = /^([+-]?)((?:\d+[wdhm]\s*)+)$/;
const unit: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 };

/** How far `timeZone` is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}

/** The moment at which clocks in `timeZone` show the given wall time (given as if it were UTC). */
function fromWallTime(wall: number, timeZone: string): number {
  const guess = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(guess, timeZone);
}

function shift(text: string): number | undefined {
  const match = relative.exec(text.trim());
  if (!match) return undefined;
  let sum = 0;
  for (const [, count, letter] of match[2]!.matchAll(/(\d+)([wdhm])/g)) sum += Number(count) * unit[letter!]!;
  return match[1] === '-' ? -sum : sum;
}

/**
 * Reads a date operand as epoch milliseconds: `2026-01-31`, `2026/01/31 17:05`, `-7d`, `-1w 2d`, epoch
 * milliseconds, `now()`, `startOfDay()` and `startOfDay(-1d)`. Throws a `JqlError` for everything else.
 */
export function readDate(operand: Operand, field: string, { now, timeZone }: DateContext): number {
  if (operand.kind === 'call') {
    const name = operand.name.toLowerCase();
    if (name === 'now') return now;
    if (name === 'startofday') {
      const argument = operand.args[0];
      const days = argument && /^[+-]?\d+$/.test(argument) ? `${argument}d` : argument;
      const by = days === undefined ? 0 : shift(days);
      if (by === undefined)
        throw new JqlError(`The argument '${argument}' of the function 'startOfDay' is not a period.`);
      const wall = now + offsetAt(now, timeZone);
      return fromWallTime(Math.floor(wall / 86_400_000) * 86_400_000, timeZone) + by;
    }
    throw new JqlError(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
  }
  const text = operand.kind === 'value' ? operand.text.trim() : '';
  const date = absolute.exec(text);
  if (date) {
    const [year, month, dayOfMonth, hours = 0, minutes = 0] = date
      .slice(1)
      .map((part) => (part ? Number(part) : undefined));
    const wall = Date.UTC(year!, month! - 1, dayOfMonth!, hours, minutes);
    const real = new Date(wall).getUTCDate() === dayOfMonth && hours < 24 && minutes < 60;
    if (real) return fromWallTime(wall, timeZone);
  }
  const by = shift(text);
  if (by !== undefined) return now + by;
  if (/^-?\d{6,}$/.test(text)) return Number(text);
  throw new JqlError(
    `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}
