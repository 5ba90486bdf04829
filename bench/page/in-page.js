// Runs in every page before its own scripts, and keeps what the browser measures for `page.ts` to collect.
{
  const PATIENCE_MS = 30_000;
  const vitals = { lcp: 0, cls: 0, interactions: {} };

  // https://w3c.github.io/event-timing: to the next paint, in steps of 8 ms; below 16 ms nothing is told.
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId)
        vitals.interactions[interactionId] = Math.max(duration, vitals.interactions[interactionId] ?? 0);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });

  new PerformanceObserver((list) => {
    vitals.lcp = list.getEntries().at(-1).startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });

  // All of them together: never less than the worst second, of which CLS is made.
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) vitals.cls += value;
  }).observe({ type: 'layout-shift', buffered: true });

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isAnswered = (since) =>
    performance
      .getEntriesByType('resource')
      .some(({ name, startTime }) => startTime >= since && new URL(name).pathname === '/api/search') &&
    document.querySelector('[aria-labelledby=results-title] [role=status]')?.textContent !== '';

  /** From the event that asks to the frame after the one that shows the answer, in milliseconds. */
  async function watch({ timeStamp }) {
    while (!isAnswered(timeStamp)) {
      await frame();
      if (performance.now() - timeStamp > PATIENCE_MS)
        return vitals.fail(new Error(`No answer at ${location.href}`));
    }
    await frame();
    vitals.answer(performance.now() - timeStamp);
  }

  window.casebookBench = {
    vitals: () => ({ ...vitals, pending: null, count: performance.interactionCount }),
    /** The next answer to an event of this kind. */
    next(kind) {
      performance.clearResourceTimings();
      const { promise, resolve, reject } = Promise.withResolvers();
      vitals.answer = resolve;
      vitals.fail = reject;
      document.addEventListener(kind, watch, { capture: true, once: true });
      vitals.pending = promise;
    },
    answered: () => vitals.pending,
  };
}
