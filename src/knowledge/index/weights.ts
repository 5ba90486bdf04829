/** What the signals of a ticket count for. Where an installation has learned its own, they stand in its calibration. */
export interface SignalWeights {
  /** What meaning counts for beside words: together they make 1. */
  readonly meaning: number;
  /** What nearness to the summary counts for beside nearness to the best passage: together they make 1. */
  readonly summaryMeaning: number;
  /** What a ticket loses as like another with every factor e between the days that they lie apart. */
  readonly timeApart: number;
  /** What it loses where it was reported after the other. */
  readonly later: number;
  /** What it loses where it is of another project. */
  readonly otherProject: number;
}

/**
 * How signals are weighed. The first three are learned on known duplicates of two open-source trackers (Hive, ActiveMQ)
 * by `npm run eval -- weights --data DIR`. What a weaker model asks for that never saw them (the one that shipped before)
 * is meaning .35 and summary .5; what a stronger one does (MiniLM, on ActiveMQ alone) .55 to .7 and .2, as the shipped
 * model does, which learned from them. Quality is flat between, where these lie.
 */
export const WEIGHTS = {
  meaning: 0.5,
  summaryMeaning: 0.4,
  timeApart: 0.03,
  later: 0.02,
  otherProject: 0.06,
  /** How often words of the summary count, where those of the best passage count once. */
  summaryWords: 2,
} as const satisfies SignalWeights & { summaryWords: number };
