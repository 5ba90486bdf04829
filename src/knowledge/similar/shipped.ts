import { WEIGHTS } from '../index/weights.ts';
import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-384@9e84e8d9640b',
  intercept: -6.0274,
  weights: [
    3.1257, // margin
    0.8727, // lexical
    3.3477, // summaries
    0.9701, // overlap
    1.0833, // sameSummary
    -0.2282, // days
    -1.9791, // otherProject
  ],
  typical: [
    -0.0387, // margin
    0.3076, // lexical
    0.4895, // summaries
    0.2478, // overlap
    0.0018, // sameSummary
    4.3788, // days
    0.0251, // otherProject
  ],
  signals: WEIGHTS,
};
