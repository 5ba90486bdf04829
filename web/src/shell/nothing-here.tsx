import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** An address that leads nowhere: says so, and where to go on. */
export function NothingHere({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="py-12">
      <title>{`${title} · Casebook`}</title>
      <p className="font-mono text-sm text-accent">404</p>
      <h1 className="mt-1 text-2xl font-semibold tracking-tight text-balance">{title}</h1>
      <div className="mt-3 max-w-prose text-muted">{children}</div>
      <Link to="/" className="mt-6 inline-block font-medium text-accent underline underline-offset-4">
        Go to the search
      </Link>
    </section>
  );
}
