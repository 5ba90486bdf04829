import type { Calibration } from './calibration.ts';

export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: 'x',
  intercept: -6.2,
  weights: [0, 3.4, 3.1, 0, 1.5, 0.7, 0.1, 0.2, -0.2, -1, 1.5, 0],
  typical: [0, -0.1, 0.15, 0.4, 0.35, 0.2, 0.1, 0, 5, 0, 0, 0.3],
};
