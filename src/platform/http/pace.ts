import type { RateLimitTold } from './rate-limit-told.ts';

/** How fast requests to a host may follow each other. All times are in milliseconds, by the clock that is handed in. */
export interface Pace {
  /** Takes the next turn, and says for how long it must be waited for. */
  takeTurn(): number;
  /** How long nothing may be sent, whoever's turn it is. */
  pauseLeft(): number;
  /** Sends nothing for so long. */
  pause(ms: number): void;
  /** The host took a request. */
  taken(told: RateLimitTold): void;
  /** The host refused a request that was sent then, because there were too many. */
  refused(sentAt: number): void;
  /** Requests a second that may follow each other now; null where no limit is known. */
  perSecond(): number | null;
}

/** Of fewer answers no rate can be told. */
const LEAST_SAMPLE = 10;
/** What is left of a rate after a refusal that taught no better one; as in CUBIC and the AWS SDKs' adaptive retry mode. */
const DECREASE = 0.7;
/** The least that is left of a rate after any refusal, in case the host was not asked as fast as it would have borne. */
const GREATEST_DECREASE = 0.5;
/** How far below what was too much the next try begins, at least. */
const STEP_BACK = 0.95;
/** When a rate is back at what was too much the last time, and thereafter goes beyond: where that was measured, and where it was guessed. */
const BACK_AFTER_MS = 15_000;
const BACK_AFTER_GUESS_MS = 3000;
/** A step back shows in what the host says after so long. */
const NEAR_AGAIN_MS = 2000;
/** What was saved up may be sent at once, as far as it is not more than that of so long. */
const SAVED_MS = 1000;
/** After so long without a request or an answer, nothing can be told of the time since the last refusal. */
const IDLE_MS = 2000;
/** Never slower: what is sent teaches. */
const SLOWEST_PER_SECOND = 0.2;

/**
 * A token bucket, filled at the rate that the host was found to bear; without a limit until the first refusal.
 *
 * What a host took between two refusals, by the time between them, is a rate that it bears; by the time in which it was
 * asked at all (it asks to be left alone after a refusal), it is the most that it can bear. From the one the rate rises
 * to the other as CUBIC does after a loss (RFC 9438, 4.2): fast at first, flat around what was too much the last time,
 * and beyond it ever faster, so that a higher limit is found within minutes. The longer it goes well, the nearer the two are.
 * A host that says it is near its limit sets the rate back before anything is refused. Where refusals come too soon to
 * tell a rate, the host does not bear what is saved up: rate and bucket shrink.
 */
export function createPace(now: () => number): Pace {
  /** What is borne and what was too much, in requests a second; null before the first refusal. */
  let range: { readonly borne: number; readonly tooMuch: number } | null = null;
  let learnedAt = 0;
  let backAfterMs = BACK_AFTER_GUESS_MS;
  let savedMs = SAVED_MS;
  let tokens = 0;
  let filledAt = now();
  let pausedUntil = 0;
  let activeAt = now();
  /** The last refusal, where none is it a beginning; and what was taken since. */
  let since = now();
  let resumedAt = now();
  let isSinceRefusal = false;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  let turns = 0;

  function rate(): number | null {
    if (!range) return null;
    const { borne, tooMuch } = range;
    return tooMuch - (tooMuch - borne) * (1 - (now() - learnedAt) / backAfterMs) ** 3;
  }

  const mostSaved = (perSecond: number) => Math.max(1, (perSecond * savedMs) / 1000);

  function fill(perSecond: number): void {
    tokens = Math.min(mostSaved(perSecond), tokens + ((now() - filledAt) * perSecond) / 1000);
    filledAt = now();
  }

  function beginAnew(fromRefusal: boolean): void {
    since = now();
    resumedAt = now();
    isSinceRefusal = fromRefusal;
    count = 0;
    turns = 0;
  }

  function learn(): void {
    const before = rate();
    const perSecond = (what: number, from: number) => (what * 1000) / Math.max(1, now() - from);
    learnedAt = now();
    let tooMuch = DECREASE * (before ?? perSecond(turns, since));
    let borne = DECREASE * tooMuch;
    if (before && isSinceRefusal && count >= LEAST_SAMPLE) {
      backAfterMs = BACK_AFTER_MS;
      tooMuch = Math.min(before, perSecond(count, resumedAt));
      borne = Math.min(perSecond(count, since), STEP_BACK * tooMuch);
    } else if (before && mostSaved(before) > 1) {
      // It may bear the rate, and not what was sent at once.
      savedMs /= 4;
      return;
    } else backAfterMs = BACK_AFTER_GUESS_MS;
    const least = Math.max(SLOWEST_PER_SECOND, GREATEST_DECREASE * (before ?? 0));
    range = { borne: Math.max(least, borne), tooMuch: Math.max(least / STEP_BACK, tooMuch) };
  }

  /** The host is near its limit: a little slower, and up to where this was. */
  function backOff(): void {
    const tooMuch = rate();
    if (!range || tooMuch === null || now() - learnedAt < NEAR_AGAIN_MS) return;
    range = { borne: Math.max(Math.min(range.borne, tooMuch), STEP_BACK * tooMuch), tooMuch };
    backAfterMs = BACK_AFTER_MS;
    learnedAt = now();
  }

  const pause = (ms: number) => {
    pausedUntil = Math.max(pausedUntil, now() + ms);
    resumedAt = Math.max(resumedAt, pausedUntil);
  };

  return {
    takeTurn() {
      // Of a wait that the host asked for it is known how much it allowed in it.
      if (now() - Math.max(activeAt, pausedUntil) > IDLE_MS) beginAnew(false);
      activeAt = now();
      turns += 1;
      const perSecond = rate();
      if (perSecond === null) return 0;
      fill(perSecond);
      tokens -= 1;
      return Math.max(0, (-tokens * 1000) / perSecond);
    },
    pauseLeft: () => Math.max(0, pausedUntil - now()),
    pause,
    taken({ isNear, remaining, resetMs }) {
      activeAt = now();
      count += 1;
      if (isNear) backOff();
      if (remaining === 0 && resetMs !== null) pause(resetMs);
    },
    refused(sentAt) {
      activeAt = now();
      // Sent before the last refusal was known: the same event.
      if (sentAt <= refusedAt) return;
      learn();
      tokens = 0;
      filledAt = now();
      refusedAt = now();
      beginAnew(true);
    },
    perSecond: rate,
  };
}
