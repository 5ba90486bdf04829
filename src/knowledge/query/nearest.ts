import { editDistance } from '../edit-distance.ts';

/**
 * The known name that somebody who wrote `given` most likely meant: one edit away (a letter too many, too few, wrong,
 * or two exchanged), or two where the name is long; null where none is so near.
 */
export function nearest(given: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const most = Math.min(given.length, name.length) >= 6 ? 2 : 1;
    const distance = editDistance(given, name, most);
    if (distance <= most && distance < least) {
      best = name;
      least = distance;
    }
  }
  return best;
}
