import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-384@9e84e8d9640b',
  intercept: -6.9334,
  weights: [
    2.6499, // margin
    1.4778, // lexical
    4.0124, // summaries
    0.8448, // overlap
    1.0207, // sameSummary
    -0.1296, // days
    -1.9748, // otherProject
  ],
  typical: [
    -0.0447, // margin
    0.2762, // lexical
    0.4143, // summaries
    0.2379, // overlap
    0.0012, // sameSummary
    3.5055, // days
    0.0357, // otherProject
  ],
};
