import { hash } from 'node:crypto';

const FOLDS = 5;

/** In five parts, by what stands together: the same for the same names, whatever else there is. */
export function foldsOf<T extends { readonly fold: string }>(items: readonly T[]): Map<number, T[]> {
  return Map.groupBy(items, ({ fold }) => Number.parseInt(hash('sha256', fold).slice(0, 8), 16) % FOLDS);
}
