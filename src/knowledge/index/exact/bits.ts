/** A set of small numbers as bits, 32 in a word, the lowest first. What lies past its end is not in it. */
export type Bits = Uint32Array<ArrayBuffer>;

/** Room for the numbers below `end`. */
export function bitsFor(end: number): Bits {
  return new Uint32Array(Math.ceil(end / 32));
}

export function has(bits: Bits, number: number): boolean {
  return ((bits[number >>> 5]! >>> (number & 31)) & 1) === 1;
}

export function put(bits: Bits, number: number): void {
  bits[number >>> 5]! |= 1 << (number & 31);
}

export function drop(bits: Bits, number: number): void {
  bits[number >>> 5]! &= ~(1 << (number & 31));
}

/** Calls `visit` for every number in the set, in order. */
export function eachBit(bits: Bits, visit: (number: number) => void): void {
  for (let word = 0; word < bits.length; word += 1)
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1)
      visit(word * 32 + 31 - Math.clz32(rest & -rest));
}

/** Leaves the numbers that `test` says yes to. */
export function retain(bits: Bits, test: (number: number) => boolean): void {
  for (let word = 0; word < bits.length; word += 1)
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      if (!test(word * 32 + 31 - Math.clz32(bit))) bits[word]! &= ~bit;
    }
}

/** What is in both of two sets. */
export function both(a: Bits, b: Bits): Bits {
  return a.map((word, place) => word & (b[place] ?? 0));
}

/** How many numbers are in the set (Warren, "Hacker's Delight", 5-1). */
export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) {
    let sum = word - ((word >>> 1) & 0x55555555);
    sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
    count += Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
