import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Jobs } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { jobsQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { Button } from '../ui/button.tsx';

type Work = Jobs['work'][number];

const NAMES: Record<Work['kind'], string> = {
  sync: 'Reading tickets',
  rebuild: 'Rebuilding the index',
  adapt: 'Adapting the search model',
};

const STATES: Record<Work['state'], string> = {
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  interrupted: 'cancelled',
};

/** What runs, how far it is, and the way to end it; and how the last one of each kind ended. */
export function WorkList({ work }: { work: readonly Work[] }) {
  if (work.length === 0)
    return (
      <p className="mt-2 text-[0.875rem] text-muted">
        Nothing has run yet. <em className="not-italic text-ink">Sync now</em> reads what is new in Jira.
      </p>
    );
  return (
    <ul className="mt-2">
      {work.map((each) => (
        <WorkItem key={each.kind} work={each} />
      ))}
    </ul>
  );
}

function WorkItem({
  work: { kind, state, step, done, total, startedAt, finishedAt, cancellable, error },
}: {
  work: Work;
}) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: api.cancel,
    onSuccess: (jobs) => client.setQueryData(jobsQuery.queryKey, jobs),
  });
  const running = state === 'running';
  const stopping = running && cancel.isSuccess && cancel.submittedAt > Date.parse(startedAt);
  const far = `${done.toLocaleString('en')}${total === null ? '' : ` of ${total.toLocaleString('en')}`}`;
  return (
    <li className="border-t border-line py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium">
            {NAMES[kind]}
            {running && step && <span className="font-normal text-muted"> · {step}</span>}
          </p>
          <p className="text-[0.8125rem] text-muted tabular-nums">
            <span className={state === 'failed' ? 'font-medium text-danger' : ''}>
              {stopping ? 'stopping' : STATES[state]}
            </span>
            , {far}, begun <Moment at={startedAt} />
            {finishedAt && (
              <>
                , ended <Moment at={finishedAt} />
              </>
            )}
          </p>
        </div>
        {running && (
          <div className="flex items-center gap-4">
            <progress
              aria-label={`${NAMES[kind]}: ${far}`}
              className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-line max-sm:w-24 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
              {...(total ? { value: done, max: total } : {})}
            />
            {cancellable && (
              <Button disabled={cancel.isPending || stopping} onClick={() => cancel.mutate(kind)}>
                {stopping ? 'Stopping…' : 'Cancel'}
              </Button>
            )}
          </div>
        )}
      </div>
      {error && (
        <p className="mt-1 text-[0.875rem] break-words text-caution">
          {error.detail} <span className="text-muted">({error.code})</span>
        </p>
      )}
      {cancel.error && (
        <div className="mt-2">
          <ProblemNotice problem={problemFrom(cancel.error)} />
        </div>
      )}
    </li>
  );
}
