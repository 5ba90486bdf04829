/** Remembers numbers during one pass over many, without being cleared between passes. */
export interface Seen {
  /** Begins a pass over the numbers below `end`. */
  begin(end: number): void;
  /** Whether the number comes for the first time in this pass. */
  isNew(number: number): boolean;
}

export function createSeen(): Seen {
  let passes = new Uint32Array(0);
  let pass = 0;
  return {
    begin(end) {
      if (passes.length < end || pass === 2 ** 32 - 1) {
        passes = new Uint32Array(Math.ceil(end * 1.25));
        pass = 0;
      }
      pass += 1;
    },
    isNew(number) {
      if (passes[number] === pass) return false;
      passes[number] = pass;
      return true;
    },
  };
}
