import { Link } from '@tanstack/react-router';
import { ActiveFilters } from './active-filters.tsx';
import type { SearchAddress } from './address.ts';
import { Holdings } from './holdings.tsx';

const EXAMPLES = ['database bottlenecks', 'customers charged twice', 'cannot log in after password reset'];

/** Before the first search: what to try, how it finds, and what there is. */
export function Welcome({ address }: { address: SearchAddress }) {
  return (
    <div className="grid gap-x-12 gap-y-12 pt-6 lg:grid-cols-[minmax(0,42rem)_minmax(12rem,1fr)]">
      <div className="space-y-12">
        <ActiveFilters address={address} />
        <section aria-labelledby="examples">
          <h2 id="examples" className="text-xs font-semibold text-muted">
            Try
          </h2>
          <ul className="mt-1">
            {EXAMPLES.map((q) => (
              <li key={q} className="border-b border-line">
                <Link
                  to="/"
                  search={{ ...address, q }}
                  className="group flex items-baseline justify-between gap-4 py-2.5 text-lg hover:text-accent"
                >
                  {q}
                  <span
                    aria-hidden="true"
                    className="text-edge motion-safe:transition-transform group-hover:translate-x-1"
                  >
                    →
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <dl className="grid gap-x-8 gap-y-5 text-[0.875rem] sm:grid-cols-3">
          <Way name="By words">
            A ticket key, an error code, a name: what stands there is found as it stands.
          </Way>
          <Way name="By meaning">“Charged twice” finds the ticket that says “duplicate payment”.</Way>
          <Way name="With reasons">Every result shows the passage, the words and how well both fit.</Way>
        </dl>
      </div>
      <Holdings address={address} />
    </div>
  );
}

function Way({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="font-semibold">{name}</dt>
      <dd className="mt-1 text-muted">{children}</dd>
    </div>
  );
}
