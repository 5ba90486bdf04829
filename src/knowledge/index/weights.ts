/**
 * How signals are weighed, as learned on known duplicates of two open-source trackers by
 * `npm run eval -- weights --data DIR --write`; quality is flat around these values.
 */
export const WEIGHTS = {
  /** What meaning counts for beside words: together they make 1. */
  meaning: 0.4,
  /** What nearness to the summary counts for beside nearness to the best passage: together they make 1. */
  summaryMeaning: 0.5,
  /** How often words of the summary count, where those of the best passage count once. */
  summaryWords: 2,
} as const;
