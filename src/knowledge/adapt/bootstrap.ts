import { seededRandom } from '../random.ts';
import type { Difference } from './outcome.ts';

const DRAWS = 2000;
const SEED = 7;

/** The paired bootstrap (Efron 1979; for retrieval: Sakai 2006): queries are drawn anew, each with both its values. */
export function pairedDifference(before: readonly number[], after: readonly number[]): Difference {
  const differences = after.map((value, at) => value - before[at]!);
  const size = differences.length;
  if (size === 0) return { mean: 0, low: 0, high: 0 };
  const random = seededRandom(SEED);
  const means = Float64Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let i = 0; i < size; i += 1) sum += differences[Math.floor(random() * size)]!;
    return sum / size;
  }).sort();
  return {
    mean: differences.reduce((sum, value) => sum + value, 0) / size,
    low: means[Math.floor(DRAWS * 0.025)]!,
    high: means[Math.ceil(DRAWS * 0.975) - 1]!,
  };
}
