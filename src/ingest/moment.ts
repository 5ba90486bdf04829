/**
 * A point in the order of what this process does. It is counted, not taken from a clock: it tells which of two questions
 * was asked first, also where clocks are set back, and means nothing after the process has ended.
 */
export type Moment = number;

let last: Moment = 0;

/** Now: later than all that were given out before. */
export function thisMoment(): Moment {
  last += 1;
  return last;
}
