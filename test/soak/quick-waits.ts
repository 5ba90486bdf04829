import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { SourceChange } from '../crashes/changed-sources.ts';

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

/** A Jira that failed is tried again soon: the soak's time is not the clock's. */
export const quickTrials: readonly SourceChange[] = [
  {
    file: '/src/ingest/sources/jira/circuit.ts',
    changes: [['TRIAL_AFTER_MS = 60_000', 'TRIAL_AFTER_MS = 1']],
  },
  {
    file: '/src/ingest/webhooks/webhooks.ts',
    changes: [
      ['MOST_BACK_OFF_MS = 5 * 60_000', 'MOST_BACK_OFF_MS = 1000'],
      // Half a day's tries take seconds here, and what was given up is not owed.
      ['MOST_ATTEMPTS = 5', 'MOST_ATTEMPTS = 1000'],
    ],
  },
];
