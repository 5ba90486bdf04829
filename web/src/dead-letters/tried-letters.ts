import type { Letter, RedriveAnswer } from '../api/client.ts';

/** What became of a record that was sent through the gate by itself. `gone`: somebody else disposed of it before. */
export type Outcome = 'accepted' | 'duplicate' | 'refused' | 'gone';

/** A record that was sent through by itself while this page was open: it keeps its place, so that one sees what became of it. */
export interface TriedLetter {
  readonly letter: Letter;
  /** The rule that it broke before. */
  readonly rule: string;
  readonly outcome: Outcome;
}

export function outcomeOf({ accepted, duplicate, refused }: RedriveAnswer): Outcome {
  if (accepted > 0) return 'accepted';
  if (duplicate > 0) return 'duplicate';
  return refused > 0 ? 'refused' : 'gone';
}

/** Of several times, the last counts. */
export const withTried = (before: readonly TriedLetter[], tried: TriedLetter): readonly TriedLetter[] => [
  ...before.filter(({ letter }) => letter.id !== tried.letter.id),
  tried,
];

/** Records of a rule that wait, and between them, in the order of all, those that were tried and wait there no more. */
export function inTheirPlaces(
  waiting: readonly Letter[],
  tried: readonly TriedLetter[],
): readonly { readonly letter: Letter; readonly waits: boolean; readonly outcome: Outcome | null }[] {
  const ids = new Set(waiting.map(({ id }) => id));
  const outcomes = new Map(tried.map(({ letter, outcome }) => [letter.id, outcome]));
  const left = tried.flatMap(({ letter }) => (ids.has(letter.id) ? [] : [letter]));
  return [...waiting, ...left]
    .sort((one, other) => one.id - other.id)
    .map((letter) => ({ letter, waits: ids.has(letter.id), outcome: outcomes.get(letter.id) ?? null }));
}
