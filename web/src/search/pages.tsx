import { Link } from '@tanstack/react-router';
import { changed, PAGE, type SearchAddress } from './address.ts';

/** The way to the rest of the list. */
export function Pages({ address, total }: { address: SearchAddress; total: number }) {
  const here = address.page ?? 1;
  const last = Math.max(1, Math.ceil(total / PAGE));
  if (last === 1 && here === 1) return null;
  return (
    <nav
      aria-label="Pages"
      className="mt-2 flex items-center gap-3 border-t border-line pt-5 text-[0.8125rem]"
    >
      {here > 1 && <PageLink address={address} page={Math.min(here - 1, last)} name="Previous" />}
      <span className="text-muted tabular-nums">
        Page {here.toLocaleString('en')} of {last.toLocaleString('en')}
      </span>
      {here < last && <PageLink address={address} page={here + 1} name="Next" />}
    </nav>
  );
}

function PageLink({ address, page, name }: { address: SearchAddress; page: number; name: string }) {
  return (
    <Link
      to="/"
      search={changed(address, { page })}
      rel={name === 'Next' ? 'next' : 'prev'}
      className="rounded-full border border-edge px-4 py-1 hover:border-accent hover:text-accent"
    >
      {name}
    </Link>
  );
}
