/** Does work one piece at a time. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own: in the order in which it was handed over; work that fails does not keep what comes after it from its turn. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Does one piece of work, and refuses others until it is done. */
export function createRefusing(refusal: () => Error): InTurn {
  let busy = false;
  return async (work) => {
    if (busy) throw refusal();
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };
}

/**
 * Lets whatever else waits have the thread. Awaiting alone does not: SQLite answers at once, and a loop over its answers
 * goes on without end while requests wait.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
