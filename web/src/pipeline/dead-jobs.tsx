import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type DeadJobs as Answer, api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { deadJobsQuery, jobsQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

type DeadJob = Answer['jobs'][number];

/** What the jobs of a queue do; of one that this page does not know, its name says it. */
function workOf(queue: string): string {
  if (queue.startsWith('jira-webhooks')) return 'Fetching what Jira’s webhooks named';
  switch (queue) {
    case 'sync':
      return 'Reading what changed in Jira';
    case 'sync-verify':
      return 'Comparing all tickets with Jira';
    case 'adapt':
      return 'Adapting the search model';
    case 'access-refresh':
      return 'Asking Jira who may see what';
    default:
      return queue;
  }
}

/** Jobs that failed for good, with why, to be run again or let go. `dead` is how many the queues tell of. */
export function DeadJobs({ dead }: { dead: number }) {
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const { data, error, refetch } = useQuery({ ...deadJobsQuery, enabled: dead > 0 });
  const known = data?.jobs.length;
  useEffect(() => {
    if (known !== undefined && known !== dead)
      void client.invalidateQueries({ queryKey: deadJobsQuery.queryKey });
  }, [client, known, dead]);
  if (dead === 0 && said === '') return null;
  return (
    <section aria-labelledby="dead-jobs" className="mt-8">
      <h2 id="dead-jobs" className="text-lg font-semibold">
        Failed for good
      </h2>
      <p className="text-[0.875rem] text-muted">
        Jobs whose last attempt failed are kept until somebody decides. A schedule begins the same work again
        when it next comes due.
      </p>
      <p role="status" className="text-[0.875rem] empty:hidden">
        {said}
      </p>
      {dead === 0 ? null : error ? (
        <div className="mt-2">
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <Skeleton label="Reading what failed" lines={2} />
      ) : (
        <ul className="mt-2">
          {data.jobs.map((job) => (
            <DeadJobItem key={job.id} job={job} onDone={setSaid} />
          ))}
          {dead > data.jobs.length && (
            <li className="border-t border-line py-3 text-[0.875rem] text-muted">
              and {(dead - data.jobs.length).toLocaleString('en')} older
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function DeadJobItem({ job, onDone }: { job: DeadJob; onDone: (said: string) => void }) {
  const { id, queue, attempts, diedAt, errors } = job;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const name = workOf(queue);
  const onSettled = async () => {
    await client.invalidateQueries({ queryKey: jobsQuery.queryKey });
    await client.invalidateQueries({ queryKey: deadJobsQuery.queryKey });
  };
  const retry = useMutation({
    mutationFn: () => api.retryJob(id),
    onSuccess: () => onDone(`${name}: it waits to be run once more.`),
    onSettled,
  });
  const discard = useMutation({
    mutationFn: () => api.discardJob(id),
    onSuccess: () => onDone(`${name}: dismissed.`),
    onSettled,
  });
  const busy = retry.isPending || discard.isPending;
  const failed = retry.error ?? discard.error;
  const last = errors.at(-1);
  return (
    <li className="border-t border-line py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium">{name}</p>
          <p className="text-[0.8125rem] text-muted">
            <span className="font-mono">{queue}</span> job {id.slice(0, 8)},{' '}
            {attempts === 1 ? 'tried once' : `tried ${attempts.toLocaleString('en')} times`}
            {diedAt && (
              <>
                , given up <Moment at={diedAt} />
              </>
            )}
          </p>
        </div>
        {asking ? (
          <div className="flex flex-wrap gap-3">
            <Button look="danger" disabled={busy} onClick={() => discard.mutate()}>
              Dismiss for good
            </Button>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
          </div>
        ) : (
          <div className="flex flex-wrap gap-3">
            <Button disabled={busy} aria-label={`Run again: ${name}`} onClick={() => retry.mutate()}>
              Run again
            </Button>
            <Button disabled={busy} aria-label={`Dismiss: ${name}`} onClick={() => setAsking(true)}>
              Dismiss…
            </Button>
          </div>
        )}
      </div>
      {last && <p className="mt-1 line-clamp-6 text-[0.875rem] break-words text-caution">{last.message}</p>}
      {errors.length > 1 && (
        <details className="mt-1 text-[0.8125rem]">
          <summary className="w-fit text-muted hover:text-ink">Every attempt</summary>
          <ol className="mt-2 space-y-1.5">
            {errors.map(({ attempt, at, message }) => (
              <li key={attempt} className="break-words">
                <span className="text-muted">
                  {attempt}. <Moment at={at} />:
                </span>{' '}
                {message}
              </li>
            ))}
          </ol>
        </details>
      )}
      {failed && (
        <div className="mt-2">
          <ProblemNotice problem={problemFrom(failed)} />
        </div>
      )}
    </li>
  );
}
