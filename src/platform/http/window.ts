/** How many requests to a host may be under way at once. */
export interface Window {
  /** A whole number from 1. */
  size(): number;
  /** A request of this kind was answered after so many milliseconds. */
  answered(kind: string, latencyMs: number): void;
  /** A request that was sent then was refused for the load, or its connection broke. */
  overloaded(sentAt: number): void;
}

/** Latencies are judged by the fastest of so many: one alone may have met a pause of this process, or a great answer. */
const ROUND = 8;
/** As in Netflix's Gradient2, where it is 1.5: grown less than that, a latency counts as what it was. */
const TOLERANCE = 2;
/** How fast what is usual follows what is: growth counts while it is new, for some rounds. */
const FOLLOWING = 0.3;

interface Latency {
  readonly round: number[];
  /** Undefined until the first round is full. */
  usual: number | undefined;
}

/**
 * Additive increase, multiplicative decrease, as TCP does it (RFC 5681): one more per answer until the first sign of
 * overload, then one more per so many answers as are under way at once; half at a refusal or a broken connection, counted once for all that were sent
 * before; a tenth less where even the fastest answers of a round took much longer than usual (the idea of Netflix's concurrency-limits,
 * Gradient2).
 *
 * @param most never more than so many.
 */
export function createWindow(most: number, now: () => number): Window {
  let size = 1;
  let isFresh = true;
  let decreasedAt = Number.NEGATIVE_INFINITY;
  const latencies = new Map<string, Latency>();

  /** Whether requests of this kind have just become much slower; null while nothing can be said. */
  function hasGrown(kind: string, latencyMs: number): boolean {
    const known = latencies.get(kind) ?? { round: [], usual: undefined };
    latencies.set(kind, known);
    known.round.push(latencyMs);
    if (known.round.length < ROUND) return false;
    const fastest = Math.min(...known.round.splice(0));
    const usual = known.usual ?? fastest;
    known.usual = fastest < usual ? fastest : usual + FOLLOWING * (fastest - usual);
    return fastest > TOLERANCE * usual;
  }

  function decrease(factor: number): void {
    size = Math.max(1, size * factor);
    isFresh = false;
    decreasedAt = now();
  }

  return {
    size: () => Math.floor(size),
    answered(kind, latencyMs) {
      if (hasGrown(kind, latencyMs)) decrease(0.9);
      else size = Math.min(most, size + (isFresh ? 1 : 1 / size));
    },
    overloaded(sentAt) {
      if (sentAt > decreasedAt) decrease(0.5);
    },
  };
}
