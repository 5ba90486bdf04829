import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { filtersQuery } from '../api/queries.ts';
import { CATEGORY_NAMES } from '../ticket/status-pill.tsx';
import { filterCount, readAddress, type SearchAddress, withoutFilters } from './address.ts';

/** The filters in force, each to be taken away with one click. */
export function ActiveFilters({ address }: { address: SearchAddress }) {
  const { data } = useQuery(filtersQuery);
  if (filterCount(address) === 0) return null;
  const projectName = (key: string) => data?.projects.find((project) => project.key === key)?.name ?? key;
  const { project = [], status = [], type = [], limit: _, ...rest } = address;
  const chips = [
    ...project.map((key) => ({
      name: projectName(key),
      left: { project: project.filter((other) => other !== key) },
    })),
    ...status.map((key) => ({
      name: CATEGORY_NAMES[key],
      left: { status: status.filter((other) => other !== key) },
    })),
    ...type.map((key) => ({ name: key, left: { type: type.filter((other) => other !== key) } })),
  ];
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      {chips.map(({ name, left }) => (
        <li key={name}>
          <Link
            to="/"
            search={readAddress({ ...rest, project, status, type, ...left })}
            aria-label={`Remove the filter ${name}`}
            className="inline-flex items-center gap-1.5 rounded-full bg-tint px-2.5 py-0.5 text-accent hover:line-through"
          >
            {name}
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
