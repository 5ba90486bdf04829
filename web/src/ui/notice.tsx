import type { ComponentProps } from 'react';

const TONES = {
  well: 'border-accent bg-tint',
  caution: 'border-caution bg-caution-tint',
  danger: 'border-danger bg-danger-tint',
} as const;

export type Tone = keyof typeof TONES;

/** Something that the reader should know before going on, with its weight at the edge. */
export function Notice({ tone, className = '', ...rest }: { tone: Tone } & ComponentProps<'div'>) {
  return (
    <div
      role="status"
      {...rest}
      className={`rounded-r-lg border-l-4 px-5 py-4 break-words ${TONES[tone]} ${className}`}
    />
  );
}
