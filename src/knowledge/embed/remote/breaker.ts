import { isEmbedderAtFault } from '../fault.ts';

/** Keeps people from waiting, one after the other, for a service that has just failed (M. Nygard, "Release It!", circuit breaker). */
export interface Breaker {
  /** Asks, and notes whether the service failed. */
  ask<T>(request: () => Promise<T>): Promise<T>;
  /** The same, where nothing failed lately; else throws at once what failed last. */
  askUnlessOpen<T>(request: () => Promise<T>): Promise<T>;
}

/** Long beside what a failing request takes to fail, short beside an outage: the first who searches after it asks again. */
const OPEN_MS = 15_000;

export function createBreaker(now: () => number = Date.now): Breaker {
  let failed: { readonly error: Error; readonly until: number } | null = null;

  async function ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      const answer = await request();
      failed = null;
      return answer;
    } catch (error) {
      if (isEmbedderAtFault(error)) failed = { error, until: now() + OPEN_MS };
      throw error;
    }
  }

  return {
    ask,
    async askUnlessOpen(request) {
      if (failed && now() < failed.until) throw failed.error;
      return ask(request);
    },
  };
}
