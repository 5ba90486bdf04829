/** Time, handed in so that tests can hold it in their hands. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `work` again and again until the returned function is called. What it throws is its own affair. */
  every(milliseconds: number, work: () => Promise<void>): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(milliseconds, work) {
    // Unreferenced: waiting for work that may come is no reason to keep a process.
    const timer = setInterval(() => void work(), milliseconds).unref();
    return () => clearInterval(timer);
  },
};
