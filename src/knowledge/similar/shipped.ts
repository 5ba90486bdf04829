import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-256@76941b3c3c0d',
  intercept: -6.2359,
  weights: [
    2.2087, // margin
    3.1051, // lexical
    1.6111, // summaries
    0.8085, // overlap
    0.6748, // sameSummary
    -0.1378, // days
    0.0, // otherProject
  ],
  typical: [
    -0.0471, // margin
    0.3255, // lexical
    0.2502, // summaries
    0.254, // overlap
    0.0023, // sameSummary
    4.0039, // days
    0.0, // otherProject
  ],
};
