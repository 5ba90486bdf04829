/**
 * How many letters must be put in, taken out, exchanged for another or with their neighbour to make one word of the
 * other (optimal string alignment, Damerau 1964); `most + 1` where it is more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, (older[j - 2] as number) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    // Every way on leads through this row or, by a swap, through the one before.
    if (least > most && Math.min(...last) > most) return far;
    older = last;
    last = row;
  }
  return Math.min(far, last[b.length] as number);
}
