import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Hit, SearchMode } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { ticketQuery } from '../api/queries.ts';
import { TicketAddress } from '../document/safe-link.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { StatusPill } from '../ticket/status-pill.tsx';
import { Report, Thread } from '../ticket/thread.tsx';
import type { SearchAddress } from './address.ts';
import { PreviewFrame, PreviewSkeleton } from './preview-frame.tsx';
import { Reasons } from './reasons.tsx';
import { rememberOpened } from './result-keys.ts';

interface PreviewProps {
  readonly ticketKey: string;
  /** The ticket among the results, where it is one of them: what is known of it before it is read. */
  readonly hit: Hit | undefined;
  readonly mode: SearchMode;
  readonly address: SearchAddress;
  readonly onClose: () => void;
}

/** A ticket beside the results: why it was found, its report and its thread. The rest is on its page. */
export function Preview({ ticketKey, hit, mode, address, onClose }: PreviewProps) {
  const { data, error, refetch } = useQuery(ticketQuery(ticketKey));
  const problem = error && !data ? problemFrom(error) : null;
  const head = data ?? hit;
  return (
    <PreviewFrame ticketKey={ticketKey} onClose={onClose}>
      {head && (
        <>
          <h2 className="text-lg leading-snug font-semibold text-balance break-words">
            <Link
              to="/tickets/$key"
              params={{ key: ticketKey }}
              state={{ from: address }}
              onClick={() => rememberOpened(ticketKey)}
              className="decoration-accent decoration-2 underline-offset-4 hover:underline"
            >
              {head.summary}
            </Link>
          </h2>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted">
            <StatusPill status={head.status} />
            <span>{head.type}</span>
            {head.priority && <span>{head.priority} priority</span>}
          </p>
        </>
      )}
      {hit && (
        <div className="mt-4">
          <Reasons why={hit.why} mode={mode} />
        </div>
      )}
      <div className="mt-5 space-y-8 border-t border-line pt-5">
        {data ? (
          <TicketAddress value={data.url}>
            <Report description={data.description} />
            <Thread comments={data.comments} />
          </TicketAddress>
        ) : problem ? (
          <ProblemNotice problem={problem} onRetry={() => void refetch()} />
        ) : (
          <PreviewSkeleton ticketKey={ticketKey} />
        )}
      </div>
    </PreviewFrame>
  );
}
