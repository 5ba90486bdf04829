/**
 * Resolves at the first Ctrl-C or request to end. Further ones change nothing: a launcher, a terminal and npm may
 * each pass the same one on.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
