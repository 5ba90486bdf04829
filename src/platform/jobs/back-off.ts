import type { QueueRules } from './job-store.ts';

/**
 * How long to wait after failed attempt number `attempt` (from 1), in milliseconds: between `backOffMs · 2^(attempt−1)`
 * and twice that, evenly spread so that jobs which failed together do not come back together; never above
 * `maxBackOffMs`.
 */
export function backOff(
  attempt: number,
  { backOffMs, maxBackOffMs }: QueueRules,
  random: () => number = Math.random,
): number {
  // 2^16 times any pause is beyond every maximum; a greater exponent would only overflow.
  const least = backOffMs * 2 ** Math.min(16, attempt - 1);
  return Math.min(maxBackOffMs, Math.round(least * (1 + random())));
}
