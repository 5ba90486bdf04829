import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/** How many times faster than the clock. */
const FASTER = 100;

/**
 * Lets waits of this process be over sooner: a client that meets faults spends its time waiting between two tries. Called
 * before the product is loaded, so that its modules get these waits.
 */
export function hurryWaits(): void {
  const wait = timers.setTimeout;
  Object.assign(timers, {
    setTimeout: <T>(ms = 1, value?: T, options?: Parameters<typeof wait>[2]) =>
      wait(ms / FASTER, value, options),
  });
  syncBuiltinESMExports();
}
