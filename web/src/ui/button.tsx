import type { ComponentProps } from 'react';

const LOOKS = {
  primary:
    'bg-accent font-medium text-on-accent hover:opacity-90 disabled:bg-line disabled:text-muted disabled:opacity-100',
  plain:
    'border border-edge text-ink hover:border-accent hover:text-accent disabled:border-line disabled:text-muted',
  danger: 'border border-danger text-danger hover:bg-surface disabled:border-line disabled:text-muted',
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** The look of a button, also for a link that does what a button would. */
export const buttonClass = (look: ButtonLook = 'plain') =>
  `inline-flex items-center justify-center gap-2 rounded-full px-4 py-0.5 text-[0.875rem] leading-6 ${LOOKS[look]}`;

export function Button({ look, className = '', ...rest }: { look?: ButtonLook } & ComponentProps<'button'>) {
  return <button type="button" {...rest} className={`${buttonClass(look)} ${className}`} />;
}
