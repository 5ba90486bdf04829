import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { statusQuery } from '../api/queries.ts';
import { areOpen, keepOpen } from '../first-steps/opened.ts';
import { SavedList } from '../saved-searches/saved-list.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ActiveFilters } from './active-filters.tsx';
import type { SearchAddress } from './address.ts';
import { Holdings } from './holdings.tsx';
import { NothingOpen, useNothingOpen } from './nothing-open.tsx';

const EXAMPLES = ['database bottlenecks', 'customers charged twice', 'cannot log in after password reset'];

const FirstSteps = lazy(() =>
  import('../first-steps/first-steps.tsx').then((module) => ({ default: module.FirstSteps })),
);

/** Before the first search: what is to be done where nothing is here yet, else what to try and what there is. */
export function Welcome({ address }: { address: SearchAddress }) {
  const { may } = useMe();
  const status = useQuery(statusQuery).data;
  const [opened, setOpened] = useState(areOpen);
  const nothingOpen = useNothingOpen();
  const isEmpty = status?.index.tickets === 0;
  // Those of the demo company are taken by `casebook demo`.
  const mayBegin = may('operator') && status?.kind === 'real';
  const steps = mayBegin && (isEmpty || opened);
  useEffect(() => {
    if (!(mayBegin && isEmpty)) return;
    keepOpen(true);
    setOpened(true);
  }, [mayBegin, isEmpty]);
  const putAway = () => {
    keepOpen(false);
    setOpened(false);
  };
  return (
    <>
      {steps && (
        <div className="pt-4">
          <Suspense fallback={<Skeleton label="Reading the first steps" lines={5} />}>
            <FirstSteps status={status} onPutAway={putAway} />
          </Suspense>
        </div>
      )}
      {nothingOpen ? <NothingOpen /> : !(steps && isEmpty) && <Offers address={address} />}
    </>
  );
}

/** What to try, how it finds, and what there is. */
function Offers({ address }: { address: SearchAddress }) {
  return (
    <div className="grid gap-x-12 gap-y-12 pt-6 lg:grid-cols-[minmax(0,42rem)_minmax(12rem,1fr)]">
      <div className="space-y-12">
        <ActiveFilters address={address} />
        <SavedList address={address} />
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
