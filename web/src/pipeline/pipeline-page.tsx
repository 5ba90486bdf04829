import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Jobs, Status } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { letterRulesQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DeadJobs } from './dead-jobs.tsx';
import { Equation } from './equation.tsx';
import { QueueTable } from './queue-table.tsx';
import { Throughput } from './throughput.tsx';
import { usePipeline } from './use-pipeline.ts';
import { WorkList } from './work-list.tsx';

/** What comes in, what becomes of it and what runs, as it happens. */
export function PipelinePage() {
  const { status, jobs, samples, streaming } = usePipeline();
  return (
    <>
      <PageHead
        title="Pipeline"
        actions={
          <p className="flex items-center gap-2 text-[0.8125rem] text-muted">
            <span
              aria-hidden="true"
              className={`size-2 rounded-full ${streaming ? 'bg-accent' : 'border border-edge'}`}
            />
            {streaming ? 'Live' : 'Asked every few seconds'}
          </p>
        }
      >
        From Jira to the search: every record that came in is somewhere, and here it says where.
      </PageHead>
      {status.error && !status.data ? (
        <div className="mt-6">
          <ProblemNotice problem={problemFrom(status.error)} onRetry={() => void status.refetch()} />
        </div>
      ) : !status.data ? (
        <div className="mt-6">
          <Skeleton label="Reading the state of the pipeline" />
        </div>
      ) : (
        <>
          <Equations status={status.data} />
          <Throughput samples={samples} />
          <div className="mt-8 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <section aria-labelledby="work" className="min-w-0">
              <h2 id="work" className="text-lg font-semibold">
                Work
              </h2>
              {jobs.error && !jobs.data ? (
                <div className="mt-2">
                  <ProblemNotice problem={problemFrom(jobs.error)} onRetry={() => void jobs.refetch()} />
                </div>
              ) : !jobs.data ? (
                <Skeleton label="Reading what runs" lines={2} />
              ) : (
                <>
                  <WorkList work={jobs.data.work} />
                  <h3 className="mt-6 text-xs font-semibold text-muted">Queues</h3>
                  <QueueTable queues={jobs.data.queues} />
                  <DeadJobs dead={countDead(jobs.data)} />
                </>
              )}
            </section>
            <DeadLetters waiting={status.data.records.deadLettered} />
          </div>
        </>
      )}
    </>
  );
}

function countDead({ queues }: Jobs): number {
  return queues.reduce((sum, { state, jobs }) => (state === 'dead' ? sum + jobs : sum), 0);
}

function Equations({ status: { records, indexing } }: { status: Status }) {
  return (
    <div className="mt-6 border-b border-line">
      <Equation
        title="Records"
        total={['received', records.received]}
        parts={[
          ['applied', records.applied],
          ['duplicate', records.duplicate],
          ['pending', records.pending],
          ['refused', records.deadLettered],
          ['discarded', records.discarded],
          ['erased', records.erased],
        ]}
        holds={records.holds}
      />
      <Equation
        title="Tickets"
        total={['live', indexing.live]}
        parts={[
          ['indexed', indexing.indexed],
          ['waiting for the index', indexing.waiting],
        ]}
        holds={indexing.holds}
      />
      {indexing.setAside > 0 && (
        <p className="pb-4 text-[0.875rem] text-caution">
          {indexing.setAside.toLocaleString('en')} of those waiting could not be indexed; the log says why.
        </p>
      )}
    </div>
  );
}

/** How many records were refused, by the rule that they break. */
function DeadLetters({ waiting }: { waiting: number }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ ...letterRulesQuery, enabled: waiting > 0 });
  const known = data?.total;
  useEffect(() => {
    if (known !== undefined && known !== waiting)
      void client.invalidateQueries({ queryKey: letterRulesQuery.queryKey, exact: true });
  }, [client, known, waiting]);
  return (
    <section aria-labelledby="refused">
      <h2 id="refused" className="text-lg font-semibold">
        Refused
      </h2>
      {waiting === 0 ? (
        <p className="mt-2 text-[0.875rem] text-muted">Nothing is refused: all that came in was taken.</p>
      ) : error ? (
        <div className="mt-2">
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <Skeleton label="Counting what was refused" lines={2} />
      ) : (
        <>
          <ul className="mt-2 text-[0.875rem]">
            {data.rules.map(({ rule, letters }) => (
              <li
                key={rule}
                className="flex items-baseline justify-between gap-4 border-t border-line py-1.5"
              >
                <code className="min-w-0 break-all">{rule}</code>
                <span className="tabular-nums">{letters.toLocaleString('en')}</span>
              </li>
            ))}
          </ul>
          <Link
            to="/dead-letters"
            className="mt-3 inline-block text-[0.875rem] text-accent underline underline-offset-4"
          >
            See them, redrive or discard
          </Link>
        </>
      )}
    </section>
  );
}
