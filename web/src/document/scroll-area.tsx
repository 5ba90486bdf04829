import type { ReactNode } from 'react';

/** Holds what may be wider than the page, so that it scrolls by itself, by keyboard too. */
export function ScrollArea({
  name,
  className = '',
  children,
}: {
  name: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region only because it can be focused, not a section of the page
    <div
      role="group"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it after focusing it
      tabIndex={0}
      // Also what is for screen readers alone stays within it, and widens no page.
      className={`relative overflow-x-auto rounded-lg border border-line bg-surface ${className}`}
    >
      {children}
    </div>
  );
}
