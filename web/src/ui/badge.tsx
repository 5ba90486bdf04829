import type { ReactNode } from 'react';

const TONES = {
  plain: 'border-line text-muted',
  danger: 'border-danger text-danger',
} as const;

/** A word about something, beside its name. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return <span className={`rounded border px-1.5 text-xs leading-5 ${TONES[tone]}`}>{children}</span>;
}
