const DAY_MS = 86_400_000;

/**
 * Score per natural logarithm of days between two reports: duplicates come in close to each other. Chosen on the
 * duplicates of two open-source trackers.
 */
const PER_LOG_DAY = 0.06;

/** What tickets are ordered by when one is compared with another: the search's score, less the time between them. */
export function similarityScore(hybrid: number, createdA: number, createdB: number): number {
  return hybrid - PER_LOG_DAY * Math.log1p(daysBetween(createdA, createdB));
}

/** Days between two points in time (epoch milliseconds), never negative. */
export function daysBetween(a: number, b: number): number {
  return Math.abs(a - b) / DAY_MS;
}
