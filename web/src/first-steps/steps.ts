import type { Status } from '../api/client.ts';

export const STEPS = ['connect', 'sync', 'search', 'people', 'backup'] as const;
export type Step = (typeof STEPS)[number];
export type StepState = 'done' | 'next' | 'later';

/** What is known of an installation by which its steps are judged. */
export interface Known {
  readonly status: Pick<Status, 'noSync' | 'index'>;
  readonly busy: boolean;
  /** Whether something was asked since the page was opened. */
  readonly searched: boolean;
  readonly users: number;
}

/** Which steps are done, as far as the server tells; the first that is not is next. Of backups it tells nothing. */
export function stepStates({ status, busy, searched, users }: Known): Record<Step, StepState> {
  const filled = status.index.tickets > 0;
  const done: Record<Step, boolean> = {
    // Who imported a file may do without a Jira.
    connect: status.noSync === null || filled,
    sync: filled && !busy,
    search: searched && filled,
    people: users > 0,
    backup: false,
  };
  const next = STEPS.find((step) => !done[step]);
  const state = (step: Step): StepState => (done[step] ? 'done' : step === next ? 'next' : 'later');
  return Object.fromEntries(STEPS.map((step) => [step, state(step)])) as Record<Step, StepState>;
}
