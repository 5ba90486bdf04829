import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DoctorAnswer, Status } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { doctorQuery, statusQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { WithMoments } from '../time/with-moments.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** What runs here, what it is connected to, and what is not as it should be. */
export function HealthPage() {
  const status = useQuery(statusQuery);
  const doctor = useQuery(doctorQuery);
  return (
    <>
      <PageHead
        title="Health"
        actions={
          <Button disabled={doctor.isFetching} onClick={() => void doctor.refetch()}>
            {doctor.isFetching ? 'Examining…' : 'Examine again'}
          </Button>
        }
      >
        What runs here, and what is not as it should be;{' '}
        <code className="text-[0.8125rem]">casebook doctor</code> looks at disk, settings and connections of
        its machine, too.
      </PageHead>
      <div className="mt-6 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          {doctor.error ? (
            <ProblemNotice problem={problemFrom(doctor.error)} onRetry={() => void doctor.refetch()} />
          ) : doctor.data ? (
            <Examined answer={doctor.data} />
          ) : (
            <Skeleton label="Examining" />
          )}
        </div>
        <section aria-labelledby="installation">
          <h2 id="installation" className="text-lg font-semibold">
            Installation
          </h2>
          {status.data ? (
            <Installation status={status.data} />
          ) : status.error ? (
            <ProblemNotice problem={problemFrom(status.error)} onRetry={() => void status.refetch()} />
          ) : (
            <Skeleton label="Reading what runs here" />
          )}
        </section>
      </div>
    </>
  );
}

function Examined({ answer: { healthy, sections } }: { answer: DoctorAnswer }) {
  return (
    <>
      <Notice tone={healthy ? 'well' : 'caution'}>
        <strong className="font-semibold">{healthy ? 'All is well.' : 'Not all is as it should be.'}</strong>{' '}
        {healthy
          ? 'Nothing was found that needs somebody.'
          : 'Each finding says what it does and what to do.'}
      </Notice>
      {sections.map(({ name, summary, notes, findings }) => (
        <section key={name} aria-label={name} className="mt-6">
          <h2 className="text-lg font-semibold capitalize">{name}</h2>
          <p className="text-[0.875rem] break-words text-muted">
            <WithMoments text={summary} />
          </p>
          {notes.map((note) => (
            <p key={note} className="text-[0.875rem] break-words text-muted">
              <WithMoments text={note} />
            </p>
          ))}
          {findings.length > 0 && (
            <ul className="mt-3">
              {findings.map(({ what, why, hides, advice }) => (
                <li key={`${what} ${why}`} className="border-t border-line py-3 text-[0.875rem] break-words">
                  <p>
                    <strong className="font-semibold">{what}</strong>: <WithMoments text={why} />
                  </p>
                  {hides && <p className="text-caution">Hides {hides} from all but operators.</p>}
                  <p className="text-muted">{advice}</p>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  );
}

function Installation({ status }: { status: Status }) {
  const { version, kind, siteUrl, jira, noSync, embedder, index, ledger, webhooks, lakeCut } = status;
  const { sites, failing } = status;
  const failureOf = (site: string) => failing.find((each) => each.site === site)?.detail;
  // What keeps all of them from being read is said as that.
  const firstFails = sites.length > 0 && !noSync && failureOf('first');
  return (
    <dl className="mt-2 text-[0.875rem]">
      <Fact name="Casebook">
        {version}
        {kind === 'demo' && ', demo company'}
      </Fact>
      <Fact name="Jira">
        {siteUrl && <span className="block break-all">{siteUrl}</span>}
        {jira ? connectionOf(jira) : !siteUrl && !noSync && 'not in the settings'}
        {noSync && <span className="block text-caution">{noSync.detail}</span>}
        {firstFails && <span className="block text-caution">{firstFails}</span>}
      </Fact>
      {sites.map((site) => (
        <Fact key={site.name} name={`Jira, ${site.name}`}>
          <span className="block break-all">{site.url}</span>
          {site.jira ? connectionOf(site.jira) : 'in the settings no longer; its tickets stay'}
          {failureOf(site.name) && <span className="block text-caution">{failureOf(site.name)}</span>}
          {site.access.trouble && (
            <span className="block text-caution">
              <WithMoments text={site.access.trouble.reason} />
            </span>
          )}
        </Fact>
      ))}
      <Fact name="Webhooks">
        {webhooks.last ? (
          <>
            last <Moment at={webhooks.last.receivedAt} />
          </>
        ) : webhooks.taken ? (
          'none yet'
        ) : (
          'none is taken: there is no secret'
        )}
      </Fact>
      <Fact name="Compared with Jira">{ledger ? <Moment at={ledger.finishedAt} /> : 'never'}</Fact>
      <Fact name="Embedder">
        <span className="block break-all">{embedder.id}</span>
        {embedder.dimensions} dimensions, {embedder.remote ? 'on another machine' : 'on this machine'}
      </Fact>
      <Fact name="Index">
        {index.tickets.toLocaleString('en')} tickets in {index.chunks.toLocaleString('en')} passages
        {index.engine === 'qdrant' && ', searched by Qdrant'}
        {!index.meaning && (
          <span className="block text-caution">searched by words alone until it is renewed</span>
        )}
      </Fact>
      {lakeCut && (
        <Fact name="Lake">
          cut <Moment at={lakeCut.at} />
          {!lakeCut.unacknowledged && (
            <span className="block text-caution">perhaps of what had been acknowledged</span>
          )}
        </Fact>
      )}
      <Fact name="API">
        <a href="/openapi.json" className="text-accent underline underline-offset-4">
          OpenAPI description
        </a>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function connectionOf({ circuit, requestsPerSecond, refusals }: NonNullable<Status['jira']>): ReactNode {
  if (circuit !== 'closed')
    return <span className="text-danger">it failed several times in a row, and is tried again</span>;
  return [
    'answers well',
    ...(requestsPerSecond === null
      ? []
      : [`is asked at most ${requestsPerSecond.toFixed(1)} times a second`]),
    ...(refusals > 0 ? [`asked for patience ${refusals.toLocaleString('en')} times`] : []),
  ].join(', ');
}
