import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemFrom } from '../api/problem.ts';
import { searchQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { ActiveFilters } from './active-filters.tsx';
import { MOST, requestOf, type SearchAddress } from './address.ts';
import { ModeSwitch } from './mode-switch.tsx';
import { NoHits } from './no-hits.tsx';
import { Result } from './result.tsx';
import { ResultsSkeleton } from './results-skeleton.tsx';

/** The answer to a search, whatever it is: tickets, none, not yet, or a problem. */
export function Results({ address }: { address: SearchAddress }) {
  const request = requestOf(address);
  const { data, error, isPlaceholderData, refetch } = useQuery(searchQuery(request));
  return (
    <section aria-labelledby="results-title" className="min-w-0 flex-1">
      <h1 id="results-title" className="sr-only">
        Results for “{request.q}”
      </h1>
      <div className="mb-4 space-y-3">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p role="status" className="text-[0.8125rem] text-muted">
            {data && !error && countOf(data.hits.length, request.limit)}
            {data?.wordsAlone && !error && ` · ${WORDS_ALONE[data.wordsAlone]}`}
          </p>
          <ModeSwitch address={address} />
        </div>
        <ActiveFilters address={address} />
      </div>
      {error ? (
        <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
      ) : !data ? (
        <ResultsSkeleton />
      ) : data.hits.length === 0 ? (
        <NoHits address={address} />
      ) : (
        <>
          <ol className={isPlaceholderData ? 'opacity-60 delay-150 motion-safe:transition-opacity' : ''}>
            {data.hits.map((hit) => (
              <Result key={hit.key} hit={hit} mode={data.mode} address={address} />
            ))}
          </ol>
          {data.hits.length >= request.limit && request.limit < MOST && (
            <Link
              to="/"
              search={{ ...address, limit: Math.min(MOST, request.limit + 40) }}
              replace
              resetScroll={false}
              className="mt-2 inline-block rounded-full border border-edge px-4 py-1 text-[0.8125rem] hover:border-accent hover:text-accent"
            >
              Show more
            </Link>
          )}
        </>
      )}
    </section>
  );
}

const WORDS_ALONE = {
  embedder: 'by words alone, until the index for this embedder is made',
  language: 'by words alone: search by meaning does not know this language',
};

function countOf(hits: number, limit: number): string {
  if (hits === 0) return 'No tickets';
  if (hits === 1) return '1 ticket';
  return hits >= limit ? `The ${hits} best tickets` : `${hits} tickets, best first`;
}
