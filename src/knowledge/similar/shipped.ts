import { WEIGHTS } from '../index/weights.ts';
import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by `npm run eval -- similar-learn`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'casebook-static-384@9e84e8d9640b',
  intercept: -6.1916,
  weights: [
    0.6723, // ahead
    0.1273, // similarity
    0.872, // summaries
    0.9163, // sameSummary
    -1.3961, // otherProject
  ],
  typical: [
    0.797, // ahead
    2.4539, // similarity
    0.5048, // summaries
    0.0017, // sameSummary
    0.0103, // otherProject
    0.2964, // lexical
    4.4334, // days
  ],
  signals: WEIGHTS,
};
