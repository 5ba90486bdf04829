import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SimilarAnswer } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { similarQuery } from '../api/queries.ts';
import { EvidenceList, Verdict } from '../duplicates/proposal.tsx';
import { StatusPill } from './status-pill.tsx';

/** The tickets that may be the same matter, beside the ticket; what is linked with it already stands apart. */
export function SimilarTickets({ ticketKey }: { ticketKey: string }) {
  const { data, error, refetch } = useQuery(similarQuery(ticketKey));
  return (
    <section aria-labelledby="similar-title" className="space-y-3">
      <h2 id="similar-title" className="text-xs font-semibold text-muted">
        Similar tickets
      </h2>
      {data ? (
        <Answer answer={data} />
      ) : error ? (
        <div role="alert" className="text-[0.875rem]">
          <p className="text-danger">{problemFrom(error).title}</p>
          <p className="text-muted">{problemFrom(error).advice}</p>
          <button
            type="button"
            onClick={() => void refetch()}
            className="mt-1 font-medium text-accent underline underline-offset-2"
          >
            Try again
          </button>
        </div>
      ) : (
        <Waiting />
      )}
    </section>
  );
}

function Answer({ answer: { similar, linked, indexed, calibration } }: { answer: SimilarAnswer }) {
  const confirmed = linked.filter(({ kind }) => kind === 'duplicate');
  if (!indexed)
    return <p className="text-[0.875rem] text-muted">This ticket waits for the index; look again soon.</p>;
  return (
    <>
      {confirmed.length === 0 && similar.length === 0 && (
        <p className="text-[0.875rem] text-muted">Nothing here is like it.</p>
      )}
      <ol className="space-y-4">
        {confirmed.map((each) => (
          <Similar key={each.key} ticket={each}>
            <p className="text-xs">
              <span className="font-semibold">Confirmed duplicate</span>{' '}
              <span className="text-muted">{each.relation}</span>
            </p>
          </Similar>
        ))}
        {similar.map((each) => (
          <Similar key={each.key} ticket={each}>
            <Verdict {...each} />
            {each.evidence.length > 0 && (
              <details className="text-xs">
                <summary className="w-fit cursor-pointer text-muted hover:text-ink">
                  Why <span className="sr-only">{each.key}</span>
                </summary>
                <div className="pt-1">
                  <EvidenceList evidence={each.evidence} />
                </div>
              </details>
            )}
          </Similar>
        ))}
      </ol>
      {!calibration.fits && similar.length > 0 && (
        <p className="text-xs text-muted">
          Learned with another embedder: take these probabilities as estimates.
        </p>
      )}
    </>
  );
}

type Head = SimilarAnswer['ticket'];

function Similar({ ticket, children }: { ticket: Head; children: ReactNode }) {
  return (
    <li className="space-y-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-mono text-[0.8125rem] font-medium text-accent">{ticket.key}</span>
        <StatusPill status={ticket.status} />
      </p>
      <p className="text-[0.875rem] leading-snug break-words">
        <Link
          to="/tickets/$key"
          params={{ key: ticket.key }}
          state={(previous) => previous}
          className="decoration-accent underline-offset-2 hover:underline"
        >
          {ticket.summary}
        </Link>
      </p>
      {children}
    </li>
  );
}

function Waiting() {
  return (
    <div
      role="status"
      aria-label="Looking for similar tickets"
      className="motion-safe:animate-pulse space-y-4"
    >
      {['w-4/5', 'w-3/5', 'w-2/3'].map((width) => (
        <div key={width} aria-hidden="true" className="space-y-2">
          <div className="h-3 w-20 rounded bg-line" />
          <div className={`h-3.5 rounded bg-line ${width}`} />
        </div>
      ))}
    </div>
  );
}
