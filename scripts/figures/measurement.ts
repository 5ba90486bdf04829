import type { z } from 'zod';
import { type Aim, type JudgedAim, judge } from './aims.ts';

/** A measurement that the docs stand on: what makes its figures, and how they are shown. */
export interface Measurement<Result> {
  /** What it measures, in a line. */
  readonly about: string;
  /** What `npm run` is given: the script's name and its arguments. It prints one JSON value. */
  readonly command: readonly ['bench' | 'eval', ...string[]];
  /** Roughly, on two cores with nothing else under way. */
  readonly minutes: number;
  /** Not run unless it is named. */
  readonly long?: true;
  /** What of the printed value is kept; the rest is dropped, machine paths in messages of failure among it. */
  readonly schema: z.ZodType<Result>;
  readonly aims: readonly Aim<Result>[];
  /** Lines of Markdown, by the name of the region: '' for the first, which also says when and where it was measured. */
  readonly regions: Readonly<Record<string, (result: Result) => readonly string[]>>;
}

/** A measurement, whatever its result is. All that takes a result checks it first. */
export interface AnyMeasurement {
  readonly about: string;
  readonly command: readonly ['bench' | 'eval', ...string[]];
  readonly minutes: number;
  readonly long: boolean;
  /** @throws z.ZodError where the value is another than the one that is shown. */
  readonly kept: (result: unknown) => unknown;
  readonly aims: (result: unknown) => readonly JudgedAim[];
  readonly regions: Readonly<Record<string, (result: unknown) => readonly string[]>>;
}

/** Forgets the type of a measurement's result, which its schema brings back. */
export function measurement<Result>(given: Measurement<Result>): AnyMeasurement {
  const { about, command, minutes, long = false, schema, aims, regions } = given;
  return {
    about,
    command,
    minutes,
    long,
    kept: (result) => schema.parse(result),
    aims: (result) => aims.map((aim) => judge(aim, result === null ? null : schema.parse(result))),
    regions: Object.fromEntries(
      Object.entries(regions).map(([name, lines]) => [name, (result) => lines(schema.parse(result))]),
    ),
  };
}

/** As `Told`, but for what may be written to. */
type Writable<Told> = { -readonly [Key in keyof Told]: Writable<Told[Key]> };

/** A schema of what is kept of what a bench or an evaluation tells: where they tell something else, this does not compile. */
export const keptOf =
  <Told>() =>
  <Schema extends z.ZodType>(schema: Writable<Told> extends z.input<Schema> ? Schema : never): Schema =>
    schema;
