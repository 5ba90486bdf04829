const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const relative = new Intl.RelativeTimeFormat('en');
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** How long ago, in the largest unit that fits: "3 days ago"; below a minute "just now". `now` in epoch milliseconds. */
export function timeAgo(iso: string, now: number): string {
  const difference = Date.parse(iso) - now;
  const fitting = UNITS.find(([, length]) => Math.abs(difference) >= length);
  return fitting ? relative.format(Math.trunc(difference / fitting[1]), fitting[0]) : 'just now';
}

/** Day and time in the reader's zone, the month by name so that no reader can swap it with the day. */
export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}
