import { Link } from '@tanstack/react-router';
import type { SearchAddress } from '../search/address.ts';
import { isSameSearch } from './saved-search.ts';
import { useSavedSearches } from './use-saved-searches.ts';

/** The searches that one has named, each a click away; nothing where there are none. */
export function SavedList({ address }: { address: SearchAddress }) {
  const { searches, remove } = useSavedSearches();
  if (searches.length === 0) return null;
  return (
    <section aria-labelledby="saved-searches" className="min-w-0">
      <h2 id="saved-searches" className="mb-1.5 text-xs font-semibold text-ink">
        Saved searches
      </h2>
      <ul className="space-y-0.5 text-[0.8125rem]">
        {searches.map(({ name, address: saved }) => (
          <li key={name} className="group flex items-center gap-1">
            <Link
              to="/"
              search={saved}
              title={name}
              activeOptions={{ exact: true }}
              className={`min-w-0 flex-1 truncate py-0.5 hover:text-accent ${
                isSameSearch(saved, address) ? 'font-medium text-ink' : 'text-muted'
              }`}
            >
              {name}
            </Link>
            <button
              type="button"
              aria-label={`Delete the saved search ${name}`}
              title="Delete"
              onClick={() => remove(name)}
              className="grid size-6 shrink-0 place-items-center rounded-full text-base leading-none text-muted hover:bg-line/60 hover:text-danger"
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
