/** Numbers that were worked out, by small numbers, without being cleared between passes. */
export interface Memo {
  /** Forgets everything; makes room for the numbers below `end`. */
  begin(end: number): void;
  get(number: number): number | undefined;
  /** Returns the value. */
  set(number: number, value: number): number;
}

export function createMemo(): Memo {
  let passes = new Uint32Array(0);
  let values = new Float64Array(0);
  let pass = 0;
  return {
    begin(end) {
      if (passes.length < end || pass === 2 ** 32 - 1) {
        passes = new Uint32Array(Math.ceil(end * 1.25));
        values = new Float64Array(passes.length);
        pass = 0;
      }
      pass += 1;
    },
    get: (number) => (passes[number] === pass ? values[number] : undefined),
    set(number, value) {
      passes[number] = pass;
      values[number] = value;
      return value;
    },
  };
}
