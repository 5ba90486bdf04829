import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { filtersQuery } from '../api/queries.ts';
import { changed, FILTERS, filterCount, type SearchAddress, withoutFilters } from './address.ts';
import { kindOfStatus } from './filter-groups.tsx';

/** The filters in force, each to be taken away with one click. */
export function ActiveFilters({ address }: { address: SearchAddress }) {
  const { data } = useQuery(filtersQuery);
  if (filterCount(address) === 0) return null;
  const projectName = (key: string) => data?.projects.find((project) => project.key === key)?.name ?? key;
  const chips = FILTERS.flatMap((filter) =>
    (address[filter] ?? []).map((value) => ({
      filter,
      value,
      name: filter === 'project' ? projectName(value) : filter === 'status' ? kindOfStatus(value) : value,
    })),
  );
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      {chips.map(({ filter, value, name }) => (
        <li key={`${filter} ${value}`} className="max-w-full">
          <Link
            to="/"
            search={changed(address, { [filter]: address[filter]?.filter((other) => other !== value) })}
            aria-label={`Remove the filter ${name}`}
            className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-tint px-2.5 py-0.5 text-accent hover:line-through"
          >
            <span className="truncate">{name}</span>
            <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          to="/"
          search={withoutFilters(address)}
          className="px-1 text-muted underline underline-offset-2 hover:text-ink"
        >
          Clear all
        </Link>
      </li>
    </ul>
  );
}
