import { type ReactNode, useId } from 'react';

/** A part of a ticket under its title; `aside` says how much of it there is. */
export function Section({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-xs font-semibold text-muted">
        {title}
        {aside && <span className="font-normal"> · {aside}</span>}
      </h2>
      {children}
    </section>
  );
}

/** The same, closed until somebody wants it: for what is long and seldom read. */
export function FoldedSection({
  title,
  aside,
  onOpen,
  children,
}: {
  title: string;
  aside: string;
  onOpen?: () => void;
  children: ReactNode;
}) {
  return (
    <details className="group" onToggle={({ currentTarget }) => currentTarget.open && onOpen?.()}>
      <summary className="w-fit cursor-pointer text-xs font-semibold text-muted hover:text-ink">
        {title}
        <span className="font-normal"> · {aside}</span>
      </summary>
      <div className="pt-3">{children}</div>
    </details>
  );
}

export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
