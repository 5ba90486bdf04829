import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '../account/use-me.ts';
import { filtersQuery, statusQuery } from '../api/queries.ts';
import { Moment } from '../time/moment.tsx';
import type { SearchAddress } from './address.ts';

/** What there is to be found: how many tickets, how fresh, from which projects. */
export function Holdings({ address }: { address: SearchAddress }) {
  const status = useQuery(statusQuery).data;
  const filters = useQuery(filtersQuery).data;
  const { may } = useMe();
  if (!status || !(may('operator') || filters)) return null;
  const projects = filters?.projects ?? [];
  const open = projects.reduce((sum, project) => sum + project.tickets, 0);
  // Whoever else may read none is told so instead of this.
  const tickets = may('operator') ? status.index.tickets : open;
  const finished = status.run?.finishedAt;
  return (
    <section aria-label="What there is" className="lg:border-l lg:border-line lg:pl-8">
      {tickets === 0 ? (
        <p className="text-muted">
          No tickets have been read yet. Press “Sync now” above, run <code>casebook sync</code>, or{' '}
          <Link to="/import" className="text-accent underline underline-offset-2">
            import a file
          </Link>
          .
        </p>
      ) : (
        <p className="text-[0.8125rem] text-muted">
          <strong className="block text-2xl font-semibold tracking-tight text-ink tabular-nums">
            {tickets.toLocaleString('en')}
          </strong>
          {tickets === 1 ? 'ticket' : 'tickets'} can be searched
          {finished && (
            <>
              , synced <Moment at={finished} />
            </>
          )}
        </p>
      )}
      <ul aria-label="Projects" className="mt-5 text-[0.875rem]">
        {projects.map(({ key, name, tickets: count }) => (
          <li key={key}>
            <Link
              to="/"
              search={{ ...address, project: [key] }}
              title={`Search in ${name} alone`}
              onClick={() => document.getElementById('search-box')?.focus()}
              className="flex items-baseline gap-3 py-1 hover:text-accent"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs text-muted tabular-nums">{count.toLocaleString('en')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
