const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Each with where the next one begins to be said. */
const UNITS = [
  [60_000, 'minute', HOUR],
  [HOUR, 'hour', DAY],
  [DAY, 'day', 200 * DAY],
  [365.25 * (DAY / 12), 'month', 720 * DAY],
  [365.25 * DAY, 'year', Number.POSITIVE_INFINITY],
] as const;

/** `16 days`: in the unit in which it is a small number, rounded. */
export function spanInWords(ms: number): string {
  const [size, name] = UNITS.find(([, , end]) => ms < end) ?? UNITS[4];
  const count = Math.max(1, Math.round(ms / size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** What a share is called beside those before it. */
export function shareInWords(upToMs: number | null, before: number | null): string {
  if (upToMs !== null) return `up to ${spanInWords(upToMs)}`;
  return before === null ? 'any' : `more than ${spanInWords(before)}`;
}

/** `March 2026`, or of a week its Monday. */
export function periodName(from: string, per: 'week' | 'month'): string {
  const format: Intl.DateTimeFormatOptions =
    per === 'week'
      ? { day: 'numeric', month: 'short', year: 'numeric' }
      : { month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: 'UTC' }).format(new Date(from));
}
