import { figure } from './markdown.ts';

/** What a figure should be. Whether it is so is computed where it is shown, never written by hand. */
export interface Aim<Result> {
  readonly what: string;
  readonly bound: Bound;
  readonly unit?: string;
  /** How a number is written; to three digits otherwise. */
  readonly write?: (value: number) => string;
  /** The figure; null where this run did not measure it, or not at the size that is meant. */
  readonly measured: (result: Result) => Measured | null;
}

export type Bound =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly below: number }
  | { readonly above: number }
  /** Missed only where all of an interval lies below. */
  | { readonly notBelow: number };

/** A number, or an estimate with where it lies with a probability of 95 %: all of that has to be on the right side. */
export type Measured = number | { readonly value: number; readonly interval: readonly [number, number] };

/** An aim with what became of it, for a row of a table. */
export interface JudgedAim {
  readonly what: string;
  readonly aim: string;
  readonly outcome: string;
}

export const NOT_MEASURED = 'not measured';

/** @param result null where nothing was measured yet. */
export function judge<Result>(aim: Aim<Result>, result: Result | null): JudgedAim {
  const { what, bound, unit = '', write = figure } = aim;
  const measured = result === null ? null : aim.measured(result);
  const withUnit = (number: string) => `${number}${unit && ` ${unit}`}`;
  const [kind, limit] = Object.entries(bound)[0] as [Kind, number];
  const row = { what, aim: `${WORDS[kind]} ${limit === 0 ? 0 : withUnit(write(limit))}` };
  if (measured === null) return { ...row, outcome: NOT_MEASURED };
  const estimate = typeof measured !== 'number';
  const [low, high] = estimate ? measured.interval : [measured, measured];
  const value = estimate ? measured.value : measured;
  const outcome = HOLDS[kind](low, high, limit) ? 'met' : 'missed';
  // A figure that misses its aim by less than is written would read as if it met it.
  const told = value !== limit && write(value) === write(limit) ? String(value) : write(value);
  const range = estimate ? ` [${write(low)}, ${write(high)}]` : '';
  return { ...row, outcome: `${outcome}, ${withUnit(told)}${range}` };
}

type Kind = 'atMost' | 'atLeast' | 'below' | 'above' | 'notBelow';

const WORDS: Readonly<Record<Kind, string>> = {
  atMost: 'at most',
  atLeast: 'at least',
  below: 'below',
  above: 'above',
  notBelow: 'not certainly below',
};

const HOLDS: Readonly<Record<Kind, (low: number, high: number, limit: number) => boolean>> = {
  atMost: (_, high, limit) => high <= limit,
  atLeast: (low, _, limit) => low >= limit,
  below: (_, high, limit) => high < limit,
  above: (low, _, limit) => low > limit,
  notBelow: (_, high, limit) => high >= limit,
};
