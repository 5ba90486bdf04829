import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { LedgerAnswer } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { ledgerQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useSync } from '../shell/use-sync.ts';
import { Moment } from '../time/moment.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Calendar, SIGNS, spoken } from './calendar.tsx';
import { Differences } from './differences.tsx';
import { useCompare } from './use-compare.ts';
import { type LedgerDay, stateOf, sumOf, wordsFor, yearsOf } from './year.ts';

/** Jira's tickets against those here, by project and day: where it is proved that none is missing, and when. */
export function LedgerPage() {
  const { site } = useSearch({ from: '/ledger' });
  const { data, error, refetch } = useQuery(ledgerQuery(site));
  return (
    <>
      <PageHead title="Sync ledger" actions={<CompareNow />}>
        Every ticket that Jira lists, against those that are here, by the day on which it was created (UTC). A
        day is proved when none is missing, none out of date, and none here that Jira no longer has.
      </PageHead>
      <ChooseSite chosen={site} />
      <div className="mt-6">
        {error ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton label="Reading the ledger" />
        ) : data.check ? (
          <Ledger answer={data} check={data.check} />
        ) : (
          <Notice tone="caution">
            Nothing has been compared with Jira yet, so nothing is proved. A comparison asks Jira for the
            state of every ticket, and mends what differs.
          </Notice>
        )}
      </div>
    </>
  );
}

/** One ledger for each of Jira's sites; nothing to choose where there is one. */
function ChooseSite({ chosen }: { chosen: string | undefined }) {
  const { status } = useSync();
  if (!status || status.sites.length === 0) return null;
  const choices = [undefined, ...status.sites.map(({ name }) => name)];
  return (
    <nav aria-label="Jira sites" className="mt-6 flex flex-wrap gap-x-4 gap-y-1">
      {choices.map((site) => (
        <Link
          key={site ?? ''}
          to="/ledger"
          search={site === undefined ? {} : { site }}
          // No site in the link is the first one, not any.
          activeOptions={{ exact: true }}
          aria-current={site === chosen ? 'page' : undefined}
          className={CHOICE}
        >
          {site ?? 'first'}
        </Link>
      ))}
    </nav>
  );
}

const CHOICE =
  'underline-offset-4 hover:text-accent aria-[current=page]:font-semibold aria-[current=page]:underline';

function CompareNow() {
  const { status, busy } = useSync();
  const compare = useCompare();
  if (!status || status.noSync) return null;
  return (
    <div className="space-y-2">
      <Button look="primary" disabled={busy || compare.isPending} onClick={() => compare.mutate()}>
        {busy ? 'Working…' : 'Compare with Jira now'}
      </Button>
      {compare.error && <ProblemNotice problem={problemFrom(compare.error)} />}
    </div>
  );
}

function Ledger({ answer, check }: { answer: LedgerAnswer; check: NonNullable<LedgerAnswer['check']> }) {
  const years = yearsOf(answer.days);
  const { year: asked, site } = useSearch({ from: '/ledger' });
  const year = asked !== undefined && years.includes(asked) ? asked : years[0];
  const projects = [...Map.groupBy(answer.days, ({ project }) => project)];
  const state = stateOf(check.total);
  return (
    <>
      <Notice tone={state === 'open' ? 'danger' : 'well'}>
        <strong className="font-semibold">
          {state === 'open' ? 'Not all is proved.' : 'Everything is proved.'}
        </strong>{' '}
        {wordsFor(check.total)}. Compared <Moment at={check.finishedAt} />
        {check.dryRun && '; it only looked, and mended nothing: the days below are of the comparison before'}.
      </Notice>
      {year !== undefined && (
        <>
          <nav aria-label="Years" className="mt-6 flex flex-wrap gap-x-4 gap-y-1">
            {years.map((each) => (
              <Link
                key={each}
                to="/ledger"
                search={{ ...(site !== undefined && { site }), year: each }}
                aria-current={each === year ? 'page' : undefined}
                className={`tabular-nums ${CHOICE}`}
              >
                {each}
              </Link>
            ))}
          </nav>
          <Legend />
          {projects.map(([project, days]) => (
            <Project key={project} project={project} year={year} days={days} />
          ))}
        </>
      )}
      <Differences check={check} />
    </>
  );
}

function Project({ project, year, days }: { project: string; year: number; days: readonly LedgerDay[] }) {
  const ofYear = days.filter(({ day }) => day.startsWith(`${year}-`));
  const open = days.filter((day) => stateOf(day) === 'open');
  return (
    <section aria-labelledby={`project-${project}`} className="mt-8">
      <h2 id={`project-${project}`} className="flex flex-wrap items-baseline gap-x-3 text-lg font-semibold">
        {project}
        <span className="text-[0.875rem] font-normal text-muted">{wordsFor(sumOf(days))}</span>
      </h2>
      {ofYear.length === 0 ? (
        <p className="mt-2 text-[0.875rem] text-muted">No ticket was created in {year}.</p>
      ) : (
        <div className="mt-2">
          <Calendar name={project} year={year} days={new Map(ofYear.map((each) => [each.day, each]))} />
        </div>
      )}
      {open.length > 0 && (
        <ul className="mt-2 space-y-0.5 text-[0.875rem]">
          {open.map((day) => (
            <li key={day.day}>
              <span className="font-medium">{spoken(day.day)}</span>{' '}
              <span className="text-danger">{wordsFor(day)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Legend() {
  const signs = [
    [SIGNS.proved, 'proved'],
    [SIGNS.refused, 'alike, but for refused records'],
    [SIGNS.open, 'not proved'],
    [SIGNS.none, 'no tickets'],
  ] as const;
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem] text-muted">
      {signs.map(([sign, name]) => (
        <li key={name} className="flex items-center gap-2">
          <span aria-hidden="true" className={`inline-block size-2.5 rounded-[2px] ${sign}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
