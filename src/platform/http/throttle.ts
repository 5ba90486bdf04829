import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { createPace } from './pace.ts';
import type { RateLimitTold } from './rate-limit-told.ts';
import { createWindow } from './window.ts';

/** What a throttle learns from: an answer, or that there was none. */
export interface Observed {
  readonly status: number;
  /** How long the host asks to be left alone, in milliseconds; null where it says nothing of it. */
  readonly retryAfterMs: number | null;
  readonly told: RateLimitTold;
}

export interface ThrottleState {
  /** Requests that may be under way at once, at present. */
  readonly concurrency: number;
  /** Requests a second that may follow each other, at present; null where no limit was met. */
  readonly perSecond: number | null;
  /** How long nothing is sent because the host asked for it, in milliseconds. */
  readonly pauseMs: number;
  /** Answers so far, whatever they were, and how many of them refused for the load (429 and 503). */
  readonly answers: number;
  readonly refusals: number;
}

/** Holds requests to a host back so far that it bears them, and no further. One for all that shares a limit. */
export interface Throttle {
  /**
   * Sends a request when its turn has come, and learns from the answer.
   *
   * @param kind requests whose latencies may be compared.
   * @throws the signal's reason where it aborts first, and whatever `send` throws.
   */
  run<T extends Observed>(kind: string, signal: AbortSignal, send: () => Promise<T>): Promise<T>;
  readonly state: ThrottleState;
}

export interface ThrottleTime {
  /** Milliseconds, from whenever. */
  readonly now: () => number;
  /** Resolves after so many of them, and rejects where the signal aborts first. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const realTime: ThrottleTime = {
  now: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
};

/**
 * @param most requests under way at once, at most.
 * @param time handed in so that tests can hold it in their hands.
 */
export function createThrottle(most: number, { now, wait }: ThrottleTime = realTime): Throttle {
  const pace = createPace(now);
  const window = createWindow(most, now);
  const slots = pLimit(window.size());
  let answers = 0;
  let refusals = 0;

  async function turn(signal: AbortSignal): Promise<void> {
    const pause = (ms: number) => wait(ms, signal).catch(() => signal.throwIfAborted());
    do {
      // Turns are taken after a pause, and anew where one began meanwhile: at its end not all may go at once.
      for (let left = pace.pauseLeft(); left > 0; left = pace.pauseLeft()) await pause(left);
      const ms = pace.takeTurn();
      if (ms > 0) await pause(ms);
      signal.throwIfAborted();
    } while (pace.pauseLeft() > 0);
  }

  function learn(kind: string, sentAt: number, { status, retryAfterMs, told }: Observed): void {
    answers += 1;
    const isRefusal = status === 429 || status === 503;
    if (isRefusal) {
      refusals += 1;
      window.overloaded(sentAt);
      if (status === 429) pace.refused(sentAt);
      // Of all requests, not of this one alone.
      if (retryAfterMs !== null) pace.pause(retryAfterMs);
    } else {
      pace.taken(told);
      window.answered(kind, now() - sentAt);
    }
  }

  return {
    run: (kind, signal, send) =>
      slots(async () => {
        await turn(signal);
        const sentAt = now();
        try {
          const answer = await send();
          learn(kind, sentAt, answer);
          return answer;
        } catch (error) {
          if (!signal.aborted) window.overloaded(sentAt);
          throw error;
        } finally {
          slots.concurrency = window.size();
        }
      }),
    get state() {
      return {
        concurrency: window.size(),
        perSecond: pace.perSecond(),
        pauseMs: pace.pauseLeft(),
        answers,
        refusals,
      };
    },
  };
}
