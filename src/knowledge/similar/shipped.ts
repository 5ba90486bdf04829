import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-256@76941b3c3c0d',
  intercept: -5.9429,
  weights: [
    2.0461, // margin
    2.4615, // lexical
    1.8851, // summaries
    0.9897, // overlap
    1.0755, // sameSummary
    -0.1488, // days
    -2.0876, // otherProject
  ],
  typical: [
    -0.0491, // margin
    0.2859, // lexical
    0.2343, // summaries
    0.2475, // overlap
    0.0017, // sameSummary
    3.9435, // days
    0.0418, // otherProject
  ],
};
