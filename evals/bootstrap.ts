import { seededRandom } from '../src/knowledge/random.ts';

const RESAMPLES = 1000;
const SEED = 1;

/**
 * Where 95 % of the means lie of as many values drawn again with replacement (Efron's percentile interval). Seeded: the
 * same values have the same interval, and differences between methods are drawn for the same queries.
 */
export function spreadOfMeans(values: readonly number[]): readonly [low: number, high: number] {
  const random = seededRandom(SEED);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(random() * values.length)] as number;
    return sum / Math.max(1, values.length);
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (RESAMPLES - 1))] as number;
  return [at(0.025), at(0.975)];
}
