/**
 * Texts as a static model sees them: for each its distinct tokens, and 1 + ln count of each. All texts lie one after the
 * other in two flat arrays, so that a training step only walks along them.
 */
export interface Bags {
  /** Adds a text by its tokens, in any order, and returns its number. */
  add(tokens: readonly number[]): number;
  readonly size: number;
  /** Where a text's entries begin and end. */
  start(bag: number): number;
  end(bag: number): number;
  token(entry: number): number;
  count(entry: number): number;
}

export function createBags(vocabularySize: number): Bags {
  let tokens = new Int32Array(1 << 16);
  let counts = new Float32Array(1 << 16);
  let filled = 0;
  const ends: number[] = [];
  const seen = new Uint32Array(vocabularySize);

  function grow(): void {
    const [more, moreCounts] = [new Int32Array(tokens.length * 2), new Float32Array(tokens.length * 2)];
    more.set(tokens);
    moreCounts.set(counts);
    [tokens, counts] = [more, moreCounts];
  }

  return {
    add(text) {
      const first = filled;
      for (const token of text) {
        if (seen[token]!++ > 0) continue;
        if (filled === tokens.length) grow();
        tokens[filled++] = token;
      }
      for (let entry = first; entry < filled; entry += 1) {
        const token = tokens[entry]!;
        counts[entry] = 1 + Math.log(seen[token]!);
        seen[token] = 0;
      }
      return ends.push(filled) - 1;
    },
    get size() {
      return ends.length;
    },
    start: (bag) => (bag === 0 ? 0 : ends[bag - 1]!),
    end: (bag) => ends[bag]!,
    token: (entry) => tokens[entry]!,
    count: (entry) => counts[entry]!,
  };
}
