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
/** What is left of a rate after a refusal that taught no better one; as in CUBIC (RFC 9438, 4.6) and the AWS SDKs' adaptive retry mode. */
const DECREASE = 0.7;
/** The least that is left of a rate after any refusal, in case the host was not asked as fast as it would have borne. */
const GREATEST_DECREASE = 0.5;
/** When a rate has doubled without a refusal: one that was measured, and one that was guessed. */
const MEASURED_DOUBLES_MS = 60_000;
const GUESSED_DOUBLES_MS = 10_000;
/** What was saved up may be sent at once, as far as it is not more than that of so long. */
const SAVED_MS = 1000;
/** After so long without a request or an answer, nothing can be told of the time since the last refusal. */
const IDLE_MS = 2000;
/** Never slower: what is sent teaches. */
const SLOWEST_PER_SECOND = 0.2;

/**
 * A token bucket, filled at the rate that the host was found to bear; without a limit until the first refusal.
 *
 * Between two refusals a host has taken as many requests as its limit allowed in that time, whether it counts by a bucket
 * or by windows: their quotient is the limit. From there the rate grows with the third power of time (the convex part of
 * CUBIC, RFC 9438, 4.4), so that it stays near the limit for some ten seconds and yet finds a higher one within minutes.
 * A host that says it is near its limit sets it back before anything is refused. Where refusals come too soon to tell a
 * rate, the host does not bear what is saved up: rate and bucket shrink.
 */
export function createPace(now: () => number): Pace {
  let limit: number | null = null;
  let isMeasured = false;
  let learnedAt = 0;
  let savedMs = SAVED_MS;
  let tokens = 0;
  let filledAt = now();
  let pausedUntil = 0;
  let activeAt = now();
  /** The last refusal, where none is it a beginning; and what was taken since. */
  let since = now();
  let isSinceRefusal = false;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let count = 0;

  function rate(): number | null {
    const doubling = isMeasured ? MEASURED_DOUBLES_MS : GUESSED_DOUBLES_MS;
    return limit === null ? null : limit * (1 + ((now() - learnedAt) / doubling) ** 3);
  }

  function fill(perSecond: number): void {
    const most = Math.max(1, (perSecond * savedMs) / 1000);
    tokens = Math.min(most, tokens + ((now() - filledAt) * perSecond) / 1000);
    filledAt = now();
  }

  function beginAnew(fromRefusal: boolean): void {
    since = now();
    isSinceRefusal = fromRefusal;
    count = 0;
  }

  function learn(): void {
    const before = rate();
    const measured = count / (Math.max(1, now() - since) / 1000);
    isMeasured = isSinceRefusal && count >= LEAST_SAMPLE;
    const found = isMeasured ? measured : DECREASE * (before ?? measured);
    limit = Math.max(SLOWEST_PER_SECOND, found, GREATEST_DECREASE * (before ?? 0));
    if (isSinceRefusal && !isMeasured) savedMs /= 2;
    learnedAt = now();
  }

  const pause = (ms: number) => {
    pausedUntil = Math.max(pausedUntil, now() + ms);
  };

  return {
    takeTurn() {
      // Of a wait that the host asked for it is known how much it allowed in it.
      if (now() - Math.max(activeAt, pausedUntil) > IDLE_MS) beginAnew(false);
      activeAt = now();
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
      if (isNear) learnedAt = now();
      if (remaining === 0 && resetMs !== null) pause(resetMs);
    },
    refused(sentAt) {
      activeAt = now();
      // Sent before the last refusal was known: the same event.
      if (sentAt <= refusedAt) return;
      learn();
      tokens = Math.min(tokens, 0);
      filledAt = now();
      refusedAt = now();
      beginAnew(true);
    },
    perSecond: rate,
  };
}
