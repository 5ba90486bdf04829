const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes as people say it, such as `3.2 MB`. */
export function bytes(size: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return `${Number((size / 1000 ** power).toFixed(1))} ${UNITS[power]}`;
}

const STEPS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
];

/** A time in milliseconds as people say it, with its two largest units: `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const at = STEPS.findIndex(([, length]) => seconds >= length);
  const [unit, length] = STEPS[at] ?? ['s', 1];
  if (unit === 's') return `${seconds} s`;
  const [lesser, lesserLength] = STEPS[at + 1] ?? ['s', 1];
  const rest = Math.floor((seconds % length) / lesserLength);
  return `${Math.floor(seconds / length)} ${unit}${rest > 0 ? ` ${rest} ${lesser}` : ''}`;
}

/** A number of things, which are called as they are counted: `1 ticket`, `2 tickets`. */
export const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? '' : 's'}`;
