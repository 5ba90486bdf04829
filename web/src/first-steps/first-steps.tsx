import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Status } from '../api/client.ts';
import { settingsQuery, statusQuery, usersQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { wayOf } from '../shell/sync-way.ts';
import { useSync } from '../shell/use-sync.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { StepItem } from './step-item.tsx';
import { stepStates } from './steps.ts';

/** Somebody is at it in a terminal meanwhile. */
const LOOK_MS = 5_000;

/** From nothing to an installation that others use: each step with its command, and whether the server says that it is done. */
export function FirstSteps({ status, onPutAway }: { status: Status; onPutAway: () => void }) {
  useQuery({ ...statusQuery, refetchInterval: LOOK_MS });
  const users = useQuery(usersQuery).data?.users.length ?? 0;
  const folder = useQuery(settingsQuery).data?.settings.find(
    ({ name }) => name === 'CASEBOOK_DATA_DIR',
  )?.value;
  const searched = useQueryClient()
    .getQueriesData({ queryKey: ['search'] })
    .some(([, data]) => data);
  const sync = useSync();
  const states = stepStates({ status, busy: sync.busy, searched, users });
  const inFolder = typeof folder === 'string' ? ` --data-dir ${quoted(folder)}` : '';
  const isEmpty = status.index.tickets === 0;
  return (
    <section aria-labelledby="first-steps" className="max-w-2xl">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 id="first-steps" className="text-lg font-semibold">
          First steps
        </h2>
        {!isEmpty && <Button onClick={onPutAway}>Put them away</Button>}
      </div>
      <ol className="mt-3">
        <StepItem title="Connect with Jira" state={states.connect}>
          {status.noSync?.code === 'jira-differs' ? (
            <p>
              This data folder holds the tickets of another Jira site. {status.noSync.detail} Put its address
              back into the settings, name the other one as a further site in JIRA_SITES_FILE, or give it a
              data folder of its own. Then start the server again: this page notices.
            </p>
          ) : status.noSync ? (
            <>
              <p>
                In a terminal on the machine of this server. It asks for the address of the site, an account
                and its token, tries each, and says what the account may not read. Tokens are never typed into
                this page.
              </p>
              <CommandLine command={`casebook init${inFolder}`} />
              <p className="mt-2">
                Then start the server again: this page notices. {status.noSync.detail} Without a Jira,{' '}
                <Inline to="/import">import a file</Inline>.
              </p>
            </>
          ) : (
            <p>{status.siteUrl ? `Tickets are read from ${status.siteUrl}.` : 'The settings name a Jira.'}</p>
          )}
        </StepItem>
        <StepItem title="Read the tickets" state={states.sync}>
          <FirstSync status={status} sync={sync} />
        </StepItem>
        <StepItem title="Search" state={states.search}>
          <p>
            Type a symptom, an error or a key into the box above, or go anywhere with <kbd>⌘K</kbd> or{' '}
            <kbd>Ctrl-K</kbd>.
          </p>
        </StepItem>
        <StepItem title="Let others in" state={states.people}>
          {users === 0 ? (
            <>
              <p>
                Until there is a user, whoever reaches this server from its own machine is an operator, and
                nobody else gets in. The first user should be you:
              </p>
              <CommandLine command={`casebook users add you@your-company.com --role operator${inFolder}`} />
              <p className="mt-2">
                Afterwards <Inline to="/people">People</Inline> adds the others and says which Jira account
                each of them is: they find what that account may read.
              </p>
            </>
          ) : (
            <p>
              {users === 1 ? 'One user' : `${users.toLocaleString('en')} users`} can sign in.{' '}
              <Inline to="/people">People</Inline> adds others.
            </p>
          )}
        </StepItem>
        <StepItem title="Back up" state={states.backup}>
          <p>While the server runs, into a new folder each time. The server does not know whether you do.</p>
          <CommandLine command={`casebook backup /backups/monday${inFolder}`} />
        </StepItem>
      </ol>
    </section>
  );
}

function FirstSync({ status, sync }: { status: Status; sync: ReturnType<typeof useSync> }) {
  const { busy, progress, start, problem } = sync;
  const tickets = status.index.tickets;
  if (busy) {
    const way = progress && wayOf(progress);
    return (
      <>
        <p className="tabular-nums">{way?.text ?? 'Beginning'}. What is indexed can be searched already.</p>
        <progress
          aria-label={way?.text ?? 'Beginning'}
          className="mt-3 block h-1.5 w-full max-w-sm appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          {...(way?.total && { value: way.done, max: way.total })}
        />
      </>
    );
  }
  if (tickets > 0)
    return <p>{tickets === 1 ? 'One ticket' : `${tickets.toLocaleString('en')} tickets`} can be searched.</p>;
  return (
    <>
      <p>Casebook reads all that the account may read, and from then on every 15 minutes what has changed.</p>
      {!status.noSync && (
        <Button look="primary" className="mt-3" onClick={start}>
          Read them now
        </Button>
      )}
      {problem && (
        <div className="mt-3">
          <ProblemNotice problem={problem} {...(problem.retry && { onRetry: start })} />
        </div>
      )}
    </>
  );
}

function Inline({ to, children }: { to: '/import' | '/people'; children: ReactNode }) {
  return (
    <Link to={to} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
