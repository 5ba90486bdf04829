/** Does work one piece at a time, in the order in which it was handed over. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own; work that fails does not keep what comes after it from its turn. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Lets whatever else waits have the thread. Awaiting alone does not: SQLite answers at once, and a loop over its answers
 * goes on without end while requests wait.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
