import type { ReactNode } from 'react';
import type { Me } from '../api/client.ts';
import { useMe } from './use-me.ts';

/** A page for a role; everybody else is told so instead. */
export function OnlyFor({ role, children }: { role: Me['role']; children: ReactNode }) {
  const { me, may } = useMe();
  // While nobody knows who is asking, the page itself shows why.
  if (!me || may(role)) return children;
  return (
    <section className="py-12">
      <title>Not for you · Casebook</title>
      <h1 className="text-2xl font-semibold tracking-tight text-balance">This page is for {role}s</h1>
      <p className="mt-3 max-w-prose text-muted">
        You are signed in as {me.name}, {me.role}. An operator can change that.
      </p>
    </section>
  );
}
