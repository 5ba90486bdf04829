import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { problemFrom } from '../api/problem.ts';
import { ticketQuery } from '../api/queries.ts';
import { NothingHere } from '../shell/nothing-here.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { BackLink } from './back-link.tsx';
import { TicketView } from './ticket-view.tsx';

const route = getRouteApi('/tickets/$key');

/** The page of one ticket, whatever came of asking for it. */
export function TicketPage() {
  const { key } = route.useParams();
  const { data, error, refetch } = useQuery(ticketQuery(key));
  const problem = error && problemFrom(error);
  if (problem && !(data && problem.retry)) {
    if (problem.code === 'ticket-not-found') {
      return (
        <>
          <BackLink />
          <NothingHere title={`There is no ticket ${key} here`}>{problem.advice}</NothingHere>
        </>
      );
    }
    return (
      <div className="space-y-4">
        <BackLink />
        <ProblemNotice problem={problem} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <>
      <BackLink />
      {data ? <TicketView key={data.key} ticket={data} /> : <Waiting ticketKey={key} />}
    </>
  );
}

function Waiting({ ticketKey }: { ticketKey: string }) {
  return (
    <div
      role="status"
      aria-label={`Reading ${ticketKey}`}
      className="mt-4 motion-safe:animate-pulse space-y-4"
    >
      <p className="font-mono text-base text-muted">{ticketKey}</p>
      <div className="h-7 w-2/3 rounded bg-line" />
      <div className="h-4 w-full max-w-[70ch] rounded bg-line" />
      <div className="h-4 w-4/5 max-w-[60ch] rounded bg-line" />
    </div>
  );
}
