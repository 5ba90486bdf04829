/**
 * How signals are weighed. All but the last are learned on known duplicates of two open-source trackers (Hive, ActiveMQ)
 * by `npm run eval -- weights --data DIR`: with vectors of MiniLM, which never saw them, meaning .35 and summary .5; with
 * those of the shipped model, which learned from them, .55 and .2. Quality is flat between, where these lie.
 */
export const WEIGHTS = {
  /** What meaning counts for beside words: together they make 1. */
  meaning: 0.5,
  /** What nearness to the summary counts for beside nearness to the best passage: together they make 1. */
  summaryMeaning: 0.4,
  /** What a ticket loses as like another with every factor e between the days that they lie apart. */
  timeApart: 0.03,
  /** How often words of the summary count, where those of the best passage count once. */
  summaryWords: 2,
} as const;
