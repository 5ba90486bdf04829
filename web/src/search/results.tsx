import { lazy, Suspense, useEffect } from 'react';
import type { SearchAnswer } from '../api/client.ts';
import { SaveSearch } from '../saved-searches/save-search.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { ActiveFilters } from './active-filters.tsx';
import { PAGE, type SearchAddress } from './address.ts';
import { ModeSwitch } from './mode-switch.tsx';
import { NoHits } from './no-hits.tsx';
import { Pages } from './pages.tsx';
import { PreviewFrame, PreviewSkeleton } from './preview-frame.tsx';
import { Result } from './result.tsx';
import { focusResult } from './result-keys.ts';
import { ResultsSkeleton } from './results-skeleton.tsx';
import { SORT_NAMES, SortChoice } from './sort-choice.tsx';
import { useAnswer } from './use-answer.ts';
import type { Preview as PreviewState } from './use-preview.ts';

const load = () => import('./preview.tsx');
const Preview = lazy(() => load().then((module) => ({ default: module.Preview })));

/** The answer to a search, whatever it is: tickets, none, not yet, or a problem. */
export function Results({ address, preview }: { address: SearchAddress; preview: PreviewState }) {
  const { data, problem, isOutdated, refetch } = useAnswer(address);
  const { hasRoom, shown, show, prepare } = preview;
  const place = data?.hits.findIndex(({ key }) => key === shown) ?? -1;
  const next = place < 0 ? undefined : data?.hits[place + 1]?.key;
  useEffect(() => {
    if (hasRoom) void load();
  }, [hasRoom]);
  useEffect(() => {
    if (next) prepare(next);
  }, [next, prepare]);
  const close = () => {
    show(undefined);
    if (shown) focusResult(shown);
  };
  return (
    <section aria-labelledby="results-title" className="min-w-0 flex-1">
      <h1 id="results-title" className="sr-only">
        Results for “{address.q}”
      </h1>
      <div className="mb-4 space-y-3">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p role="status" className="text-[0.8125rem] text-muted tabular-nums">
            {data && !isOutdated && countOf(data, address)}
          </p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <SortChoice address={address} />
            <ModeSwitch address={address} />
            <SaveSearch address={address} />
          </div>
        </div>
        <ActiveFilters address={address} />
      </div>
      {problem?.aboutQuery && !data ? (
        <p className="border-t border-line py-10 text-muted">
          The query cannot be answered as it stands; beneath the search box it says why.
        </p>
      ) : problem && !problem.aboutQuery ? (
        <ProblemNotice problem={problem} onRetry={refetch} />
      ) : !data ? (
        <ResultsSkeleton />
      ) : data.total === 0 ? (
        <NoHits address={address} />
      ) : (
        // The list keeps the width of its texts: the preview takes the place of the filters and of the reasons.
        <div className={shown ? 'grid grid-cols-[minmax(0,1fr)_26rem] gap-x-8' : ''}>
          <div className="min-w-0">
            <ol className={isOutdated ? 'opacity-60 delay-150 motion-safe:transition-opacity' : ''}>
              {data.hits.map((hit) => (
                <Result key={hit.key} hit={hit} mode={data.mode} address={address} preview={preview} />
              ))}
            </ol>
            <Pages address={address} total={data.total} />
          </div>
          {shown && (
            <Suspense
              fallback={
                <PreviewFrame ticketKey={shown} onClose={close}>
                  <PreviewSkeleton ticketKey={shown} />
                </PreviewFrame>
              }
            >
              <Preview
                ticketKey={shown}
                hit={data.hits.find(({ key }) => key === shown)}
                mode={data.mode}
                address={address}
                onClose={close}
              />
            </Suspense>
          )}
        </div>
      )}
    </section>
  );
}

function countOf({ hits, total, sort }: SearchAnswer, { page = 1 }: SearchAddress): string {
  if (total === 0) return 'No tickets';
  if (total === 1) return '1 ticket';
  const order = SORT_NAMES[sort].toLowerCase();
  const all = `${total.toLocaleString('en')} tickets, ${order}`;
  if (total <= PAGE) return all;
  if (hits.length === 0) return `${all}; none on this page`;
  const from = (page - 1) * PAGE + 1;
  return `${from.toLocaleString('en')}–${(from + hits.length - 1).toLocaleString('en')} of ${all}`;
}
