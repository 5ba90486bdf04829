/** A seeded source of randomness: the same seed always gives the same sequence, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One element; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** One value, drawn in proportion to its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** `count` different elements (fewer where the list is shorter), in random order. */
  sample<T>(list: readonly T[], count: number): T[];
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** An independent sequence named by `label`; drawing from it does not move this one. */
  fork(label: string | number): Random;
}

/** FNV-1a, so that a label and a seed give a new seed. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Creates a `Random` from a seed. The generator is mulberry32: 32 bits of state, fast, good enough for prose. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick: the list is empty');
    return list[int(0, list.length - 1)] as T;
  }

  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(choices) {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [value, weight] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices[choices.length - 1]![0];
    },
    sample<T>(list: readonly T[], count: number): T[] {
      const rest = [...list];
      const taken: T[] = [];
      while (rest.length > 0 && taken.length < count) {
        taken.push(...rest.splice(int(0, rest.length - 1), 1));
      }
      return taken;
    },
    hex(length) {
      let digits = '';
      while (digits.length < length) digits += int(0, 15).toString(16);
      return digits;
    },
    fork: (label) => createRandom(hash(`${seed}:${label}`)),
  };
}
