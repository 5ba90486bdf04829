import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FilterChoices } from '../api/client.ts';
import { filtersQuery } from '../api/queries.ts';
import { CATEGORY_NAMES, CategorySign } from '../ticket/status-pill.tsx';
import { CATEGORIES, filterCount, readAddress, type SearchAddress } from './address.ts';
import { type Choice, FilterGroup } from './filter-group.tsx';

/** The margin of the results: project, status and type. On a narrow screen it folds away behind one button. */
export function Filters({ address }: { address: SearchAddress }) {
  const navigate = useNavigate();
  const { data } = useQuery(filtersQuery);
  const [open, setOpen] = useState(false);
  const count = filterCount(address);
  const narrow = (change: Record<string, string[]>) => {
    const { limit: _, ...rest } = address;
    void navigate({ to: '/', search: readAddress({ ...rest, ...change }) });
  };
  return (
    <aside aria-label="Filters" className="lg:w-48">
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
        {data && (
          <>
            <FilterGroup
              title="Project"
              choices={projectChoices(data)}
              chosen={address.project ?? []}
              onChange={(project) => narrow({ project })}
            />
            <FilterGroup
              title="Status"
              choices={statusChoices(data)}
              chosen={address.status ?? []}
              onChange={(status) => narrow({ status })}
            />
            <FilterGroup
              title="Type"
              choices={data.types.map(({ name, tickets }) => ({ value: name, name, tickets }))}
              chosen={address.type ?? []}
              onChange={(type) => narrow({ type })}
            />
          </>
        )}
      </div>
    </aside>
  );
}

function projectChoices({ projects }: FilterChoices): Choice[] {
  return projects.map(({ key, name, tickets }) => ({
    value: key,
    name: <span title={`${name} (${key})`}>{name}</span>,
    tickets,
  }));
}

/** In the order of the work, not of the counts. */
function statusChoices({ statusCategories }: FilterChoices): Choice[] {
  return CATEGORIES.flatMap((category) => {
    const found = statusCategories.find(({ name }) => name === category);
    if (!found) return [];
    const name = (
      <span key={category} className="inline-flex items-center gap-1.5">
        <CategorySign category={category} />
        {CATEGORY_NAMES[category]}
      </span>
    );
    return [{ value: category, name, tickets: found.tickets }];
  });
}
