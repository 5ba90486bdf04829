export const LETTER_STATES = ['waiting', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** A dead letter without its record, which can be large. */
export interface LetterHead {
  readonly id: number;
  readonly state: LetterState;
  readonly rule: string;
  readonly reason: string;
  readonly path: string;
  readonly place: string | null;
  readonly key: string | null;
  readonly externalId: string | null;
  readonly source: string;
  readonly run: number;
  readonly attempts: number;
  readonly refusedFirst: number;
  readonly refusedLast: number;
}
