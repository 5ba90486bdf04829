import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Insights } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { filtersQuery, insightsQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ShareList } from './share-list.tsx';
import { periodName, spanInWords } from './words.ts';

const FlowChart = lazy(() => import('./flow-chart.tsx').then((module) => ({ default: module.FlowChart })));

const route = getRouteApi('/insights');
const PER = [
  { value: 'month', label: 'Months' },
  { value: 'week', label: 'Weeks' },
] as const;
/** As many as a chart can show apart. */
const SHOWN = 26;

/** How many tickets come and go, how long they take, and how old those are that are open. */
export function InsightsPage() {
  const { project, per = 'month' } = route.useSearch();
  const navigate = route.useNavigate();
  const projects = useQuery(filtersQuery).data?.projects ?? [];
  const { data, error, refetch } = useQuery(insightsQuery({ per, ...(project && { project: [project] }) }));
  const problem = error && !data ? problemFrom(error) : null;
  return (
    <div className="max-w-5xl">
      <PageHead
        title="Insights"
        actions={
          <>
            <label className="text-[0.8125rem]">
              <span className="sr-only">Project</span>
              <select
                value={project ?? ''}
                onChange={({ target }) =>
                  void navigate({
                    search: (before) => ({ ...before, project: target.value || undefined }),
                  })
                }
                className="max-w-60 rounded-full border border-edge bg-surface px-3 py-1 text-ink"
              >
                <option value="">All projects</option>
                {projects.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <Segmented
              legend="Period"
              name="per"
              value={per}
              choices={PER}
              onChange={(value) =>
                void navigate({
                  search: (before) => ({ ...before, per: value === 'week' ? value : undefined }),
                })
              }
            />
          </>
        }
      >
        Counted over the tickets that you may read, as they are now.
      </PageHead>
      {problem ? (
        <ProblemNotice problem={problem} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton label="Counting tickets" lines={6} />
      ) : data.tickets === 0 ? (
        <p className="mt-8 text-muted">There are no tickets to count.</p>
      ) : (
        <Figures insights={data} />
      )}
    </div>
  );
}

function Figures({ insights: { per, periods, resolution, open } }: { insights: Insights }) {
  const shown = periods.slice(-SHOWN);
  return (
    <>
      <section aria-labelledby="flow" className="mt-8">
        <h2 id="flow" className="text-lg font-semibold">
          Created and resolved
        </h2>
        <p aria-hidden="true" className="mt-1 flex gap-4 text-[0.8125rem] text-muted">
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm bg-edge" /> Created
          </span>
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm bg-accent" /> Resolved
          </span>
        </p>
        <div className="mt-3 h-64 min-w-0">
          <Suspense fallback={<div className="h-full rounded bg-line/50 motion-safe:animate-pulse" />}>
            <FlowChart periods={shown} per={per} />
          </Suspense>
        </div>
        <table className="sr-only">
          <caption>Tickets created and resolved, by {per}</caption>
          <thead>
            <tr>
              <th scope="col">{per === 'week' ? 'Week from' : 'Month'}</th>
              <th scope="col">Created</th>
              <th scope="col">Resolved</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ from, created, resolved }) => (
              <tr key={from}>
                <th scope="row">{periodName(from, per)}</th>
                <td>{created}</td>
                <td>{resolved}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <section aria-labelledby="took">
          <h2 id="took" className="text-lg font-semibold">
            Time to resolution
          </h2>
          <p className="mt-1 text-[0.875rem] text-muted">
            {resolution.medianMs === null || resolution.p90Ms === null
              ? 'Nothing has been resolved.'
              : `Half of ${resolution.tickets.toLocaleString('en')} resolved tickets took ${spanInWords(resolution.medianMs)} or less; nine in ten took ${spanInWords(resolution.p90Ms)} or less.`}
          </p>
          <ShareList caption="Resolved tickets by the time they took" shares={resolution.spread} />
        </section>
        <section aria-labelledby="open">
          <h2 id="open" className="text-lg font-semibold">
            Open tickets by age
          </h2>
          <p className="mt-1 text-[0.875rem] text-muted">
            {open.tickets === 1 ? 'One ticket is' : `${open.tickets.toLocaleString('en')} tickets are`} not
            done.
          </p>
          <ShareList caption="Open tickets by age" shares={open.ages} />
        </section>
      </div>
    </>
  );
}
