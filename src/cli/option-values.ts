import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** Takes a whole number in a range; commander reports anything else as a wrong call. */
export function wholeNumber(least: number, most: number): (given: string) => string {
  return (given) => {
    const number = Number(given);
    if (!/^\d+$/.test(given) || number < least || number > most)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return given;
  };
}

/** Takes a number from 0 to 1. */
export function share(given: string): string {
  if (!/^(0?\.\d+|0|1|1\.0+|0\.\d+)$/.test(given))
    throw new InvalidArgumentError('Expected a number from 0 to 1, such as 0.8.');
  return given;
}

/** Takes a day of the calendar, such as 2020-01-01. */
export function calendarDay(given: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || !new Date(given).toJSON()?.startsWith(given))
    throw new InvalidArgumentError('Expected a day such as 2020-01-01.');
  return given;
}

/** Takes what the API takes at this place: what is wrong with it is said of the option, and not of a request. */
export function takenBy(schema: z.ZodType): (given: string) => string {
  return (given) => {
    const { error } = schema.safeParse(given);
    if (error) throw new InvalidArgumentError(error.issues.map(({ message }) => sentence(message)).join(' '));
    return given;
  };
}

/** A message of the API as a sentence of its own. */
export const sentence = (message: string): string =>
  `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;

/** Takes an option that may be repeated, each time with one value: several at once would swallow what follows. */
export function repeated(
  allowed?: readonly string[],
): (given: string, before: readonly string[] | undefined) => readonly string[] {
  return (given, before = []) => {
    if (allowed && !allowed.includes(given))
      throw new InvalidArgumentError(`Allowed choices are ${allowed.join(', ')}.`);
    return [...before, given];
  };
}

/** What `--site` says of itself. */
/** How a ticket is named, of one site or of several. */
export const KEY_ARGUMENT =
  'the key of the ticket, or one that it had; with its site: us:PAY-17, or by id: us:10001';

export const SITE_OPTION = 'only this Jira site; may be repeated; the one of JIRA_BASE_URL is called first';
