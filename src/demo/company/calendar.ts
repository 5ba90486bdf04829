import type { Random } from '../random.ts';
import type { Millis } from './model.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How far back the company's tickets reach. */
const historyDays = 730;

/** How busy the hours of a working day are, in UTC: Europe in the morning, the Americas until the evening. */
const officeHours = [1, 1, 1, 1, 1, 2, 5, 14, 22, 24, 22, 18, 14, 20, 22, 20, 16, 12, 8, 6, 4, 3, 2, 1];
const anyHour = officeHours.map((weight) => 4 + weight / 4);

/**
 * A moment at which somebody opens a ticket: later days are busier (the company grew), weekends and nights are
 * quiet for people, while what the monitors find comes at any time.
 */
export function openingTime(random: Random, now: Millis, byPeople: boolean): Millis {
  for (;;) {
    // This power of a uniform number leans towards 1, which is to say towards today.
    const age = (1 - random.next() ** 0.75) * historyDays;
    const midnight = Math.floor((now - age * day) / day) * day;
    const weekday = new Date(midnight).getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    if (weekend && byPeople && !random.chance(0.12)) continue;
    if (weekend && !byPeople && !random.chance(0.7)) continue;
    const hours = byPeople ? officeHours : anyHour;
    const atHour = random.weighted(hours.map((weight, index) => [index, weight] as const));
    const at = midnight + atHour * hour + random.int(0, hour - 1);
    if (at < now - 10 * minute) return at;
  }
}

/** A gap that is mostly short and sometimes long: exponential around `mean`. */
export function gap(random: Random, mean: Millis): Millis {
  return Math.round(minute + -Math.log(1 - random.next() * 0.995) * mean);
}

/** Moves a moment out of the night and the weekend to the next working morning, as answers by people do. */
export function nextWorkingMoment(random: Random, at: Millis): Millis {
  let moment = at;
  for (;;) {
    const date = new Date(moment);
    const weekday = date.getUTCDay();
    const clock = date.getUTCHours();
    if (weekday === 6 || weekday === 0 || clock >= 19) {
      const midnight = Math.floor(moment / day) * day;
      moment = midnight + day + 7 * hour + random.int(0, 150 * minute);
    } else if (clock < 6) {
      moment = Math.floor(moment / day) * day + 7 * hour + random.int(0, 150 * minute);
    } else return moment;
  }
}
