import { setImmediate } from 'node:timers/promises';

/** Time that passes as soon as everybody waits for it: hours take milliseconds, and the same ones each time. */
export interface VirtualTime {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Lets time pass until this is settled. */
  until<T>(promise: Promise<T>): Promise<T>;
}

export function createVirtualTime(): VirtualTime {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    wait: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    async until(promise) {
      let isSettled = false;
      promise.then(
        () => {
          isSettled = true;
        },
        () => {
          isSettled = true;
        },
      );
      for (;;) {
        // Whatever can go on without time does so first.
        await setImmediate();
        if (isSettled) return promise;
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        if (!next) throw new Error('Nobody waits for time, and yet nothing goes on.');
        now = next.at;
        next.wake();
      }
    },
  };
}
