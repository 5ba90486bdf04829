/** Something that is not as it was written, or does not fit together. */
export interface Finding {
  /** The file, or the database. */
  readonly place: string;
  /** Which line of the file, counted from 1, and where in the file it begins; null where it is about the whole. */
  readonly line: number | null;
  readonly offset: number | null;
  /** What is wrong, in words; nothing of what people wrote. */
  readonly problem: string;
}

/** Takes findings, and keeps the first of many. */
export interface Findings {
  readonly kept: Finding[];
  /** How many more there were. */
  readonly more: number;
  add(place: string, problem: string, at?: { readonly line: number; readonly offset: number }): void;
}

/** Nobody reads the thousandth, and a file that was overwritten has millions. */
const MOST_FINDINGS = 1000;

export function collectFindings(): Findings {
  const kept: Finding[] = [];
  let more = 0;
  return {
    kept,
    get more() {
      return more;
    },
    add(place, problem, at) {
      if (kept.length === MOST_FINDINGS) more += 1;
      else kept.push({ place, line: at?.line ?? null, offset: at?.offset ?? null, problem });
    },
  };
}
