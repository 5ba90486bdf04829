import { CasebookError } from '../domain/index.ts';

/** 128 and the number of SIGINT, as shells report a process that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;
/** A launcher, a terminal and npm may each pass the same signal on; what comes later than this is a second one. */
const SAME_SIGNAL_MS = 1000;

/** What a server says last, so that nobody wonders whether it was ended cleanly. */
export const STOPPED = 'Casebook has stopped; everything that came in is kept.';

/**
 * Resolves at the first Ctrl-C or request to end. A second one, while the first is still being honoured, ends the
 * process at once: the lake and the database are made to survive that.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        first ??= performance.now();
        if (performance.now() - first > SAME_SIGNAL_MS) process.exit(EXIT_INTERRUPTED);
        resolve();
      });
  });
}

/** Aborts at that moment, for commands that must tidy up what they had begun. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  void untilStopped().then(() => controller.abort(new CasebookError('interrupted', 'It was asked to end.')));
  return controller.signal;
}
