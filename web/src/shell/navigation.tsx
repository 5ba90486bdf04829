import { Link } from '@tanstack/react-router';
import { useMe } from '../account/use-me.ts';
import type { Status } from '../api/client.ts';
import { PAGE_GROUPS, type PageEntry } from './pages.ts';

/** All pages that this person may go to, by what they are for. */
export function Navigation({ status }: { status: Status | undefined }) {
  const { may } = useMe();
  return PAGE_GROUPS.map(({ title, pages }) => {
    const open = pages.filter(({ role }) => may(role));
    if (open.length === 0) return null;
    return (
      <div key={title}>
        <h2 className="px-3 text-xs font-semibold text-muted">{title}</h2>
        <ul className="mt-1 space-y-px">
          {open.map((page) => (
            <li key={page.to}>
              <PageLink page={page} count={countFor(page, status)} />
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

function PageLink({ page: { to, name }, count }: { page: PageEntry; count: number }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      className="flex items-baseline justify-between gap-2 rounded-md border-l-2 border-transparent py-1 pr-3 pl-2.5 max-lg:py-2 text-[0.875rem] text-ink hover:bg-line/50 aria-[current=page]:rounded-l-none aria-[current=page]:border-accent aria-[current=page]:bg-tint aria-[current=page]:font-semibold"
    >
      {name}
      {count > 0 && (
        <span className="text-xs font-medium text-caution tabular-nums">{count.toLocaleString('en')}</span>
      )}
    </Link>
  );
}

/** What waits on a page for somebody to see to it. */
function countFor({ to }: PageEntry, status: Status | undefined): number {
  return to === '/dead-letters' ? (status?.records.deadLettered ?? 0) : 0;
}
