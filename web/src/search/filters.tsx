import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SavedList } from '../saved-searches/saved-list.tsx';
import { changed, filterCount, type SearchAddress } from './address.ts';
import { FilterGroup } from './filter-group.tsx';
import { choicesOf, GROUPS } from './filter-groups.tsx';
import { useAnswer } from './use-answer.ts';

/** The margin of the results: what they can be narrowed to. On a narrow screen it folds away behind one button. */
export function Filters({ address }: { address: SearchAddress }) {
  const navigate = useNavigate();
  const { data } = useAnswer(address);
  const [open, setOpen] = useState(false);
  const count = filterCount(address);
  return (
    <aside aria-label="Filters" className="lg:w-48 lg:shrink-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="filter-groups"
        onClick={() => setOpen(!open)}
        className="rounded-full border border-edge px-3 py-0.5 text-[0.8125rem] lg:hidden"
      >
        {count > 0 ? `Filters (${count})` : 'Filters'}
      </button>
      <div
        id="filter-groups"
        className={`${open ? 'grid' : 'hidden'} mt-4 gap-6 sm:grid-cols-3 lg:mt-0 lg:grid lg:grid-cols-1`}
      >
        <SavedList address={address} />
        {data &&
          GROUPS.map(({ title, filter, facet }) => (
            <FilterGroup
              key={filter}
              title={title}
              choices={choicesOf(filter, data.facets[facet] ?? [], address[filter] ?? [])}
              chosen={address[filter] ?? []}
              onChange={(chosen) =>
                void navigate({ to: '/', search: changed(address, { [filter]: chosen }) })
              }
            />
          ))}
      </div>
    </aside>
  );
}
