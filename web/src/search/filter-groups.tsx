import type { ReactNode } from 'react';
import type { FacetValue, SearchAnswer, StatusCategory } from '../api/client.ts';
import { CATEGORY_NAMES, CategorySign } from '../ticket/status-pill.tsx';
import { CATEGORIES, type Filter } from './address.ts';
import type { Choice } from './filter-group.tsx';
import { nameAmong } from './project-names.ts';

type Facet = keyof SearchAnswer['facets'];

/** The groups of the margin, each with the facet that its numbers come from. */
export const GROUPS: readonly { readonly title: string; readonly filter: Filter; readonly facet: Facet }[] = [
  { title: 'Project', filter: 'project', facet: 'project' },
  { title: 'Kind of status', filter: 'status', facet: 'statusCategory' },
  { title: 'Status', filter: 'statusName', facet: 'status' },
  { title: 'Type', filter: 'type', facet: 'type' },
  { title: 'Priority', filter: 'priority', facet: 'priority' },
  { title: 'Component', filter: 'component', facet: 'component' },
  { title: 'Label', filter: 'label', facet: 'label' },
  { title: 'Jira site', filter: 'site', facet: 'site' },
];

/** What a group offers: the values found, and those chosen of which nothing is left. */
export function choicesOf(filter: Filter, found: readonly FacetValue[], chosen: readonly string[]): Choice[] {
  const lost = chosen.filter((value) => !found.some((each) => each.value === value));
  // One site has no name that anybody would look for.
  if (filter === 'site' && found.length + lost.length < 2 && chosen.length === 0) return [];
  const all = [...found, ...lost.map((value) => ({ value, tickets: 0 }) as FacetValue)];
  if (filter === 'status') {
    // In the order of the work, not of the counts.
    all.sort((a, b) => placeOf(a.value) - placeOf(b.value));
  }
  const projectName = nameAmong(all);
  return all.map((each) => ({
    value: each.value,
    name: nameOf(filter, each, projectName),
    tickets: each.tickets,
  }));
}

function nameOf(
  filter: Filter,
  { value, name = value }: FacetValue,
  projectName: (key: string) => string,
): ReactNode {
  if (filter === 'project') return <span title={`${name} (${value})`}>{projectName(value)}</span>;
  if (filter !== 'status') return <span title={value}>{value}</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <CategorySign category={value as StatusCategory} />
      {kindOfStatus(value)}
    </span>
  );
}

export function kindOfStatus(value: string): string {
  return CATEGORY_NAMES[value as StatusCategory] ?? value;
}

function placeOf(value: string): number {
  return CATEGORIES.indexOf(value as StatusCategory);
}
