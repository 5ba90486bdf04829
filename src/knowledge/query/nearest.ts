/**
 * The known name that somebody who wrote `given` most likely meant: one edit away (a letter too many, too few, wrong,
 * or two exchanged), or two where the name is long; null where none is so near.
 */
export function nearest(given: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    if (Math.abs(given.length - name.length) > 2) continue;
    const most = Math.min(given.length, name.length) >= 6 ? 2 : 1;
    const distance = editDistance(given, name);
    if (distance <= most && distance < least) {
      best = name;
      least = distance;
    }
  }
  return best;
}

/** Optimal string alignment (Damerau 1964), in edits. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] as number;
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      if (i === 0 || j === 0) {
        table[i * width + j] = i + j;
        continue;
      }
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) cost = Math.min(cost, at(i - 2, j - 2) + 1);
      table[i * width + j] = cost;
    }
  }
  return at(a.length, b.length);
}
