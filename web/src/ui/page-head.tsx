import type { ReactNode } from 'react';

/** The head of a page: what it is called, here and in the browser's tab, what it is for, and what can be done on it. */
export function PageHead({
  title,
  tab = title,
  children,
  actions,
}: {
  title: string;
  tab?: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <title>{`${tab} · Casebook`}</title>
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
        {children && <div className="mt-1.5 max-w-prose text-[0.875rem] text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-3">{actions}</div>}
    </div>
  );
}
