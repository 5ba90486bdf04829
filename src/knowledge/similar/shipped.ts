import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-256@76941b3c3c0d',
  intercept: -6.2407,
  weights: [
    2.2092, // margin
    3.1112, // lexical
    1.6139, // summaries
    0.8073, // overlap
    0.6729, // sameSummary
    -0.1382, // days
    -1.9376, // otherProject
  ],
  typical: [
    -0.0477, // margin
    0.3209, // lexical
    0.2471, // summaries
    0.251, // overlap
    0.0022, // sameSummary
    4.0079, // days
    0.0399, // otherProject
  ],
};
