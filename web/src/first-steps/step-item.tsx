import type { ReactNode } from 'react';
import type { StepState } from './steps.ts';

const WORDS: Record<StepState, string> = { done: 'Done', next: 'Next', later: 'Later' };
const LOOKS: Record<StepState, string> = {
  done: 'border-accent bg-tint text-accent',
  next: 'border-accent bg-accent text-on-accent',
  later: 'border-line text-muted',
};

/** One step, with its state in a word. */
export function StepItem({
  title,
  state,
  children,
}: {
  title: string;
  state: StepState;
  children: ReactNode;
}) {
  return (
    <li
      aria-current={state === 'next' ? 'step' : undefined}
      className={`border-t border-line py-5 first:border-t-0 ${state === 'next' ? 'border-l-2 border-l-accent pl-4 sm:-ml-4 sm:pl-[0.875rem]' : ''}`}
    >
      <h3 className="flex items-center gap-3 font-semibold">
        {title}
        <span className={`rounded-full border px-2 text-xs font-medium ${LOOKS[state]}`}>{WORDS[state]}</span>
      </h3>
      <div className="mt-1.5 text-[0.875rem] text-muted">{children}</div>
    </li>
  );
}
