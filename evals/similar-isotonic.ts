import type { Judged } from '../src/knowledge/similar/reliability.ts';

/**
 * The non-decreasing steps that fit best what turned out, by pooling adjacent violators (Ayer et al. 1955): what a
 * logistic curve is compared with, since it assumes no shape.
 */
export function isotonic(judged: readonly Judged[]): (probability: number) => number {
  const steps: { from: number; mean: number; weight: number }[] = [];
  for (const { probability, positive, weight } of [...judged].sort((a, b) => a.probability - b.probability)) {
    steps.push({ from: probability, mean: positive ? 1 : 0, weight });
    for (;;) {
      const [before, last] = steps.slice(-2);
      if (!before || !last || before.mean < last.mean) break;
      const sum = before.weight + last.weight;
      const mean = (before.mean * before.weight + last.mean * last.weight) / sum;
      steps.splice(-2, 2, { from: before.from, mean, weight: sum });
    }
  }
  const first = steps[0]?.mean ?? 0;
  return (probability) => steps.findLast(({ from }) => from <= probability)?.mean ?? first;
}
