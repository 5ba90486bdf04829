import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { problemFrom } from '../api/problem.ts';
import { auditQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { buttonClass } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { type AuditAddress, auditRequest, NAMELESS } from './address.ts';
import { EntryItem } from './entry-item.tsx';

const route = getRouteApi('/audit');

/** Who did what, when, from where, and how it ended: newest first. */
export function AuditPage() {
  const address: AuditAddress = route.useSearch();
  const { who, what, before } = address;
  const navigate = route.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(auditQuery(auditRequest(address)));
  const narrowed = who !== undefined || what !== undefined;
  // From another choice on, the newest come first.
  const choose = (change: AuditAddress) => void navigate({ search: { who, what, ...change } });
  return (
    <div className="max-w-5xl">
      <PageHead title="Audit log">
        Who did what, when, and how it ended. Entries are kept for 400 days;{' '}
        <code className="text-[0.8125rem]">casebook audit</code> says the same.
      </PageHead>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Choice
          label="By whom"
          all="Everybody"
          value={who}
          choices={[
            ...Object.entries(NAMELESS).map(([value, label]) => ({ value, label })),
            ...withChosen(data?.actors, who),
          ]}
          onChange={(value) => choose({ who: value })}
        />
        <Choice
          label="Which action"
          all="All actions"
          value={what}
          choices={withChosen(data?.actions, what)}
          onChange={(value) => choose({ what: value })}
        />
        {narrowed && (
          <Link to="/audit" className="text-[0.875rem] text-accent underline underline-offset-4">
            Show all
          </Link>
        )}
      </div>
      <div className="mt-4" aria-busy={isPlaceholderData}>
        {error && !data ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton label="Reading the audit log" lines={6} />
        ) : data.records.length === 0 ? (
          <p role="status" className="border-t border-line py-8 text-muted">
            {before !== undefined
              ? 'There is nothing older.'
              : narrowed
                ? 'Nothing of this kind is in the log.'
                : 'Nothing is logged yet.'}
          </p>
        ) : (
          <ol>
            {data.records.map((entry) => (
              <EntryItem key={entry.id} entry={entry} address={address} />
            ))}
          </ol>
        )}
        <nav aria-label="Pages of the log" className="flex flex-wrap gap-3 border-t border-line pt-4">
          {before !== undefined && (
            <Link to="/audit" search={{ who, what }} className={buttonClass()}>
              Newest
            </Link>
          )}
          {data?.next != null && (
            <Link to="/audit" search={{ who, what, before: data.next }} className={buttonClass()}>
              Older
            </Link>
          )}
        </nav>
      </div>
    </div>
  );
}

interface Chosen {
  readonly value: string;
  readonly label: string;
}

/** What the address names is among the choices before the server has said so, and where there is no entry of it. */
function withChosen(known: readonly string[] = [], chosen: string | undefined): readonly Chosen[] {
  const missing = chosen !== undefined && !Object.hasOwn(NAMELESS, chosen) && !known.includes(chosen);
  return [...known, ...(missing ? [chosen] : [])].map((value) => ({ value, label: value }));
}

function Choice({
  label,
  all,
  value,
  choices,
  onChange,
}: {
  label: string;
  all: string;
  value: string | undefined;
  choices: readonly Chosen[];
  onChange: (value: string | undefined) => void;
}) {
  return (
    <label className="text-[0.8125rem]">
      <span className="sr-only">{label}</span>
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value || undefined)}
        className="max-w-72 rounded-full border border-edge bg-surface px-3 py-1 text-ink max-sm:max-w-[80vw]"
      >
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
