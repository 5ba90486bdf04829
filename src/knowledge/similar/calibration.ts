import type { SignalWeights } from '../index/weights.ts';
import type { LogisticModel } from './logistic.ts';

/** How features become a probability, and what they are in pairs that are no duplicates. */
export interface Calibration extends LogisticModel {
  readonly origin: 'shipped' | 'own';
  /** The embedder whose scores it was learned on: those of another one mean something else. */
  readonly embedder: string;
  /** Means of the features over the candidates that are no duplicates, first `FEATURES`, then `PARTS`. */
  readonly typical: readonly number[];
  /** What candidates are found and ordered by. */
  readonly signals: SignalWeights;
}
