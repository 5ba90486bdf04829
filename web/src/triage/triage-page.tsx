import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { TriageAnswer } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { triageQuery } from '../api/queries.ts';
import { EvidenceList, Verdict } from '../duplicates/proposal.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { StatusPill } from '../ticket/status-pill.tsx';
import { Moment } from '../time/moment.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const route = getRouteApi('/triage');

/** In days. */
const SPANS = [
  [7, 'the last week'],
  [30, 'the last 30 days'],
  [90, 'the last 90 days'],
  [365, 'the last year'],
] as const;

/** Which of the newest tickets are probably duplicates of earlier ones, for somebody who goes through what came in. */
export function TriagePage() {
  const { days = 30 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(triageQuery(days));
  return (
    <div className="max-w-4xl">
      <PageHead title="Possible duplicates among new tickets" tab="Triage" />
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.875rem] text-muted">
        <label htmlFor="span">Created in</label>
        <select
          id="span"
          value={days}
          onChange={({ target }) =>
            void navigate({ search: { days: target.value === '30' ? undefined : Number(target.value) } })
          }
          className="rounded-full border border-edge bg-surface px-3 py-1 text-ink"
        >
          {SPANS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <div className="mt-6">
        {data ? (
          <Proposals answer={data} />
        ) : error ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : (
          <Skeleton label="Comparing the newest tickets with all earlier ones" />
        )}
      </div>
    </div>
  );
}

function Proposals({ answer: { proposals, created, examined } }: { answer: TriageAnswer }) {
  const looked = examined < created ? `The newest ${examined} of ${created}` : `${created}`;
  return (
    <>
      <p role="status" className="text-[0.875rem] text-muted">
        {proposals.length === 0 ? 'No ticket' : proposals.length} of {looked.toLowerCase()} created then
        {proposals.length === 1 ? ' is' : ' are'} possibly a duplicate of an earlier one and not linked yet.
      </p>
      <ol>
        {proposals.map((proposal) => (
          <li key={proposal.ticket.key} className="space-y-3 border-t border-line py-5 first:mt-4">
            <div className="grid gap-x-8 gap-y-3 md:grid-cols-2">
              <Side name="New" ticket={proposal.ticket} />
              <Side name="Earlier" ticket={proposal.original} />
            </div>
            <Verdict {...proposal} />
            <EvidenceList evidence={proposal.evidence} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Side({ name, ticket }: { name: string; ticket: TriageAnswer['proposals'][number]['ticket'] }) {
  return (
    <div className="min-w-0 space-y-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <span>{name}</span>
        <span className="font-mono text-[0.8125rem] font-medium text-accent">{ticket.key}</span>
        <StatusPill status={ticket.status} />
        <Moment at={ticket.created} />
      </p>
      <h2 className="text-base leading-snug font-semibold break-words">
        <Link
          to="/tickets/$key"
          params={{ key: ticket.key }}
          className="decoration-accent decoration-2 underline-offset-4 hover:underline"
        >
          {ticket.summary}
        </Link>
      </h2>
    </div>
  );
}
