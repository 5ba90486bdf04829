import { useQuery } from '@tanstack/react-query';
import { useMe } from '../account/use-me.ts';
import { filtersQuery, statusQuery } from '../api/queries.ts';

/** An operator is at it meanwhile. */
const LOOK_MS = 5_000;

/** Whether there is nothing that somebody who is no operator could find; false until that is known. */
export function useNothingOpen(): boolean {
  const { me, may } = useMe();
  const filters = useQuery(filtersQuery).data;
  return (
    me !== undefined && !may('operator') && filters?.projects.every(({ tickets }) => tickets === 0) === true
  );
}

/** What a reader or an agent is told where nothing is open to them: why, and who can change it. It notices when that was done. */
export function NothingOpen() {
  const { me, may } = useMe();
  const status = useQuery({ ...statusQuery, refetchInterval: LOOK_MS }).data;
  useQuery({ ...filtersQuery, refetchInterval: LOOK_MS });
  if (!me || !status) return null;
  const isEmpty = status.index.tickets === 0;
  return (
    <section aria-labelledby="nothing-open" className="max-w-2xl border-t border-line pt-6">
      <h2 id="nothing-open" className="text-lg font-semibold">
        {isEmpty ? 'There is nothing to search yet' : 'No tickets are open to you yet'}
      </h2>
      <div className="mt-2 space-y-2 text-muted">
        {isEmpty ? (
          <p>
            No tickets have been read from Jira.{' '}
            {may('agent') && !status.noSync
              ? '“Sync now” above reads them; what is open to you can be searched while they come in.'
              : 'An operator sees to it; what is open to you can be searched then.'}
          </p>
        ) : (
          <p>
            An operator says which Jira account you are, and then you find here what that account sees in
            Jira; or opens single projects to you.
          </p>
        )}
        <p>
          You are signed in as <strong className="font-semibold text-ink">{me.login ?? me.name}</strong>,{' '}
          {me.role}. This page notices when there is something for you.
        </p>
      </div>
    </section>
  );
}
