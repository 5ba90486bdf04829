import { Link } from '@tanstack/react-router';
import type { Hit, SearchMode } from '../api/client.ts';
import { StatusPill } from '../ticket/status-pill.tsx';
import { Moment } from '../time/moment.tsx';
import type { SearchAddress } from './address.ts';
import { Highlighted } from './highlighted.tsx';
import { Reasons } from './reasons.tsx';
import { rememberOpened } from './result-keys.ts';
import type { Preview } from './use-preview.ts';

const PLACES: Record<Hit['passage']['kind'], string> = {
  summary: 'Found in the summary',
  report: 'Found in the report',
  comment: 'Found in a comment',
  code: 'Found in code or a stack trace',
  field: 'Found in a field',
  worklog: 'Found in a worklog',
  attachment: 'Found in a file',
};

interface ResultProps {
  readonly hit: Hit;
  readonly mode: SearchMode;
  readonly address: SearchAddress;
  readonly preview: Preview;
}

/** One ticket that answers the query: what it is, the passage that speaks for it, and why it is here. */
export function Result({ hit, mode, address, preview: { shown, show, prepare } }: ResultProps) {
  const { passage } = hit;
  const isShown = shown === hit.key;
  // A summary that is its own passage is marked where it stands, not said twice.
  const inSummary = passage.text.trim() === hit.summary.trim();
  return (
    <li className="relative border-t border-line py-5 before:absolute before:inset-y-4 before:-left-4 before:w-0.5 before:rounded-full before:bg-transparent has-[a:focus]:before:bg-accent has-aria-pressed:before:bg-accent">
      <article className={`grid gap-x-8 gap-y-3 ${shown ? '' : 'lg:grid-cols-[minmax(0,1fr)_11rem]'}`}>
        <div className="min-w-0 space-y-1.5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
            <span className="font-mono text-[0.8125rem] font-medium text-accent">{hit.key}</span>
            <StatusPill status={hit.status} />
            <span>{hit.type}</span>
            {hit.priority && <span>{hit.priority} priority</span>}
            <button
              type="button"
              aria-pressed={isShown}
              aria-label={`Preview ${hit.key}`}
              onPointerEnter={() => prepare(hit.key)}
              onClick={() => show(isShown ? undefined : hit.key)}
              className="ml-auto hidden rounded-full border border-edge px-2.5 hover:border-accent hover:text-accent aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:text-accent xl:inline"
            >
              Preview
            </button>
          </p>
          <h2 className="text-base leading-snug font-semibold text-balance break-words">
            <Link
              to="/tickets/$key"
              params={{ key: hit.key }}
              state={{ from: address }}
              data-result={hit.key}
              onClick={() => rememberOpened(hit.key)}
              className="decoration-accent decoration-2 underline-offset-4 hover:underline"
            >
              {inSummary ? <Highlighted text={hit.summary} ranges={passage.highlights} /> : hit.summary}
            </Link>
          </h2>
          {!inSummary && passage.text !== '' && (
            <p className="line-clamp-4 max-w-[70ch] break-words text-muted [&_mark]:text-ink">
              <Highlighted text={passage.text} ranges={passage.highlights} />
            </p>
          )}
          <p className="flex flex-wrap gap-x-3 text-xs text-muted">
            <span>{hit.project.name}</span>
            {hit.site && <span>Site {hit.site}</span>}
            <span>{PLACES[passage.kind]}</span>
            <span>
              Updated <Moment at={hit.updated} />
            </span>
          </p>
        </div>
        {!shown && <Reasons why={hit.why} mode={mode} />}
      </article>
    </li>
  );
}
