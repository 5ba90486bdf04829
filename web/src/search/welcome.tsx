import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { filtersQuery, statusQuery } from '../api/queries.ts';
import { Moment } from '../time/moment.tsx';
import { ActiveFilters } from './active-filters.tsx';
import type { SearchAddress } from './address.ts';

const EXAMPLES = ['database bottlenecks', 'customers charged twice', 'cannot log in after password reset'];

/** Before the first search: what to try, how it finds, and what it knows. */
export function Welcome({ address }: { address: SearchAddress }) {
  return (
    <div className="max-w-2xl space-y-12 pt-6">
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
      <Holdings />
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

function Holdings() {
  const status = useQuery(statusQuery).data;
  const projects = useQuery(filtersQuery).data?.projects.length;
  if (!status) return null;
  const { tickets } = status.index;
  if (tickets === 0) {
    return (
      <p className="text-muted">
        No tickets have been read yet: press “Sync now” above, or run casebook sync.
      </p>
    );
  }
  const finished = status.run?.finishedAt;
  return (
    <p className="text-muted">
      <strong className="font-semibold text-ink tabular-nums">{tickets.toLocaleString('en')}</strong>{' '}
      {tickets === 1 ? 'ticket' : 'tickets'}
      {projects !== undefined && ` from ${projects} ${projects === 1 ? 'project' : 'projects'}`} can be
      searched
      {finished && (
        <>
          ; last synced <Moment at={finished} />
        </>
      )}
      .
    </p>
  );
}
