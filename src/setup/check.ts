import { CasebookError, type Finding } from '../domain/index.ts';

/** Something that an installation leans on, and a way to see whether it holds. */
export interface Check {
  /** One or two words. */
  readonly name: string;
  /** Looks, within seconds. What it throws becomes a finding. */
  look(): Promise<Seen>;
}

export interface Seen {
  /** What was looked at and what there is, in a line. */
  readonly summary: string;
  /** What is not as it should be. */
  readonly findings?: readonly Finding[];
  /** What is as it should be, and worth to be known. */
  readonly notes?: readonly string[];
}

/** What a check came to, and how long it took, in milliseconds. */
export interface Section extends Required<Seen> {
  readonly name: string;
  readonly ms: number;
}

/** Makes all checks side by side; the sections stand in the order of the checks. */
export function examineAll(checks: readonly Check[]): Promise<Section[]> {
  return Promise.all(
    checks.map(async ({ name, look }) => {
      const begun = performance.now();
      const {
        summary,
        findings = [],
        notes = [],
      } = await look().catch(
        (error): Seen => ({
          summary: '',
          findings: [findingOf(error)],
        }),
      );
      return { name, summary, findings, notes, ms: Math.round(performance.now() - begun) };
    }),
  );
}

function findingOf(error: unknown): Finding {
  if (!(error instanceof CasebookError)) throw error;
  const { title, advice } = error.entry;
  return finding(title.replace(/\.$/, ''), error.detail, advice);
}

export const finding = (what: string, why: string, advice: string): Finding => ({
  what,
  why,
  hides: null,
  advice,
});
