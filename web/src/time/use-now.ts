import { useSyncExternalStore } from 'react';

let now = Date.now();

function everyMinute(changed: () => void): () => void {
  // Nobody may have looked for a while; whoever looks next starts from the present.
  if (Date.now() - now > 30_000) now = Date.now();
  const timer = window.setInterval(() => {
    now = Date.now();
    changed();
  }, 60_000);
  return () => window.clearInterval(timer);
}

/** The time in epoch milliseconds, to the minute: what was "just now" does not stay so on an open page. */
export function useNow(): number {
  return useSyncExternalStore(everyMinute, () => now);
}
