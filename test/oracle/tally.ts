/** Where the product and Jira's rules part. */
export interface Difference {
  readonly way: string;
  /** Who asked: an account id. */
  readonly who: string;
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Counts decisions, and keeps what is wrong with them. */
export interface Tally {
  /** Whether somebody is told of something: it is a decision, right or not. */
  judge(way: string, who: string, what: string, expected: unknown, got: unknown): void;
  /** While the index is behind, what is missing still may be missing; nothing closed may be shown. */
  behind(isBehind: boolean): void;
  readonly decisions: Readonly<Record<string, number>>;
  /** How many of them open something: where next to none did, nothing would be compared. */
  readonly opened: () => number;
  readonly differences: readonly Difference[];
}

export function createTally(): Tally {
  const decisions: Record<string, number> = {};
  const differences: Difference[] = [];
  let isBehind = false;
  let opened = 0;
  return {
    decisions,
    differences,
    opened: () => opened,
    behind(now) {
      isBehind = now;
    },
    judge(way, who, what, expected, got) {
      decisions[way] = (decisions[way] ?? 0) + 1;
      if (expected === true) opened += 1;
      if (expected === got || (isBehind && (expected === true || typeof got !== 'boolean'))) return;
      differences.push({ way, who, what, expected, got });
    },
  };
}
