import { WEIGHTS } from '../index/weights.ts';
import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-384@9e84e8d9640b',
  intercept: -6.2814,
  weights: [
    0.6636, // ahead
    0.1326, // similarity
    1.0036, // summaries
    0.8957, // sameSummary
    -2.939, // otherProject
  ],
  typical: [
    0.8025, // ahead
    2.4515, // similarity
    0.506, // summaries
    0.0017, // sameSummary
    0.0102, // otherProject
    0.297, // lexical
    4.4735, // days
  ],
  signals: WEIGHTS,
};
