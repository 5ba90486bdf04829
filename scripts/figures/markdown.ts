import { cell } from '../reference/cell.ts';

/** Lines of a table, and an empty one after it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), ''];
}

/** A number to three digits, larger ones whole; nothing for what there is not. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (Math.abs(value) >= 1000) return whole(value);
  return signed(String(Number(value.toPrecision(3))));
}

export const whole = (value: number): string => signed(Math.round(value).toLocaleString('en'));

/** A share to three places, as `.704`. */
export const share = (value: number): string => signed(value.toFixed(3).replace(/^(-?)0\./, '$1.'));

/** With the interval that it lies in with a probability of 95 %. */
export const estimate = (value: number, [low, high]: readonly [number, number]): string =>
  `${share(value)} [${share(low)}, ${share(high)}]`;

/** With a minus, where there was a hyphen; and nothing is less than nothing by rounding alone. */
const signed = (text: string): string => (/^-[0.]*$/.test(text) ? text.slice(1) : text.replace(/^-/, '−'));
