import type { ComponentProps, ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';

/** What forms are made of. */

export function TextField({ label, ...input }: { label: string } & ComponentProps<'input'>) {
  return (
    <label>
      <span className="font-medium">{label}</span>
      <input
        required
        {...input}
        className="mt-1 w-full rounded-lg border border-edge bg-surface px-3 py-2 text-ink"
      />
    </label>
  );
}

export function SelectField({
  label,
  choices,
  ...select
}: { label: string; choices: readonly string[] } & ComponentProps<'select'>) {
  return (
    <label>
      <span className="font-medium">{label}</span>
      <select
        required
        {...select}
        className="mt-1 w-full rounded-lg border border-edge bg-surface px-3 py-2 text-ink"
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </label>
  );
}

export function Refusal({ problem, children }: { problem: ApiProblem; children: ReactNode }) {
  return (
    <p role="alert" className="rounded-r-lg border-l-4 border-danger bg-danger-tint px-4 py-2">
      <strong className="font-semibold text-danger">{problem.title}</strong> {children}
    </p>
  );
}

export function SubmitButton({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <button
      type="submit"
      disabled={busy}
      className="rounded-full bg-accent px-4 py-2 font-medium text-on-accent disabled:opacity-60"
    >
      {children}
    </button>
  );
}
