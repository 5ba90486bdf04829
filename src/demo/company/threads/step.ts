import type { Cast, Facts } from '../facts.ts';
import type { Millis } from '../model.ts';
import type { Scenario } from '../scenario.ts';

/** Who may read a comment. `note` is the service desk's internal note, `restricted` a role's or group's comment. */
export type Audience = 'everybody' | 'note' | 'restricted';

/** One comment to come: a template, said once its time is known. */
export interface Step {
  readonly by: keyof Cast | 'monitor' | 'automation';
  readonly text: string;
  /** The mean time since the step before. */
  readonly wait: Millis;
  readonly audience?: Audience;
}

/** How a thread leaves its ticket. */
export type Outcome =
  | 'fixed'
  | 'workaround'
  | 'answered'
  | 'duplicate'
  | 'cannotReproduce'
  | 'wontDo'
  | 'unanswered'
  | 'inProgress'
  | 'untouched';

export interface Thread {
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
}

/** What a thread is told about. `evidence` and `findings` are what the description did not use up yet. */
export interface Telling {
  readonly scenario: Scenario;
  readonly facts: Facts;
  readonly evidence: readonly string[];
  readonly findings: readonly string[];
  /** Key of the ticket that this one duplicates. */
  readonly original?: string;
}

/** A step with an opener before it, in front of a text that may be absent. */
export const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join('');

/** Two texts as two paragraphs of one comment. */
export const paragraphs = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join('\n\n');
