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
/** As in the AWS SDKs' adaptive retry mode and in RFC 9438: what is left of a rate after a refusal that taught nothing. */
const DECREASE = 0.7;
/** After this time without a refusal a rate has doubled. */
const DOUBLING_MS = 60_000;
/** What has been saved up in a pause may be sent at once, as far as it is not more than that of so long. */
const SAVED_MS = 1000;
/** Never slower: what is sent teaches. */
const SLOWEST_PER_SECOND = 0.2;

/**
 * A token bucket, filled at the rate that the host was found to bear; without a limit until the first refusal.
 *
 * Between two refusals a host has taken as many requests as its limit allowed in that time, whether that is a bucket or a
 * window: their quotient is the limit, exactly. From there the rate grows with the third power of time, so that it stays
 * near the limit for some ten seconds and yet finds a higher one within minutes (the convex part of CUBIC, RFC 9438, 4.4). A host that says it
 * is near its limit sets it back to the limit before anything is refused. Where refusals come too soon to tell a rate, the host does not bear what
 * is saved up: rate and bucket shrink.
 */
export function createPace(now: () => number): Pace {
  let limit: number | null = null;
  let learnedAt = 0;
  let bucketMs = SAVED_MS;
  let tokens = 0;
  let filledAt = now();
  let pausedUntil = 0;
  /** The last refusal, or the beginning, and what was taken since. */
  let since = now();
  let count = 0;
  let hasRefused = false;

  const rate = (): number | null =>
    limit === null ? null : limit * (1 + ((now() - learnedAt) / DOUBLING_MS) ** 3);

  function fill(): void {
    const perSecond = rate();
    if (perSecond !== null) {
      const most = Math.max(1, (perSecond * bucketMs) / 1000);
      tokens = Math.min(most, tokens + ((now() - filledAt) * perSecond) / 1000);
    }
    filledAt = now();
  }

  function learn(perSecond: number): void {
    limit = Math.max(SLOWEST_PER_SECOND, perSecond);
    learnedAt = now();
  }

  return {
    takeTurn() {
      fill();
      const perSecond = rate();
      if (perSecond === null) return 0;
      tokens -= 1;
      return Math.max(0, (-tokens * 1000) / perSecond);
    },
    pauseLeft: () => Math.max(0, pausedUntil - now()),
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    taken({ isNear, remaining, resetMs }) {
      count += 1;
      fill();
      if (isNear && limit !== null) learnedAt = now();
      if (remaining === 0 && resetMs !== null) pausedUntil = Math.max(pausedUntil, now() + resetMs);
    },
    refused(sentAt) {
      // Sent before the last refusal was known: the same event.
      if (hasRefused && sentAt <= since) return;
      fill();
      const seconds = Math.max(1, now() - since) / 1000;
      if (hasRefused && count >= LEAST_SAMPLE) learn(count / seconds);
      else {
        learn(DECREASE * (rate() ?? Math.max(1, count) / seconds));
        if (hasRefused) bucketMs /= 2;
      }
      tokens = Math.min(tokens, 0);
      hasRefused = true;
      since = now();
      count = 0;
    },
    perSecond: rate,
  };
}
