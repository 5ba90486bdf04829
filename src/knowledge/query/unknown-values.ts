import type { Asker } from '../../domain/index.ts';
import { folded } from '../index/conditions.ts';
import {
  FACET_FIELDS,
  type FacetField,
  type FacetValue,
  type SearchFilter,
  type SearchIndex,
} from '../index/search-index.ts';
import type { QueryHint } from './hint.ts';
import { nearest } from './nearest.ts';

/** What a hint calls the fields. */
const NAMES: Record<FacetField, string> = {
  project: 'project',
  type: 'type',
  statusCategory: 'kind of status',
  status: 'status',
  priority: 'priority',
  label: 'label',
  component: 'component',
};

/** Unknown values that are named, each with the known one that was perhaps meant; what follows is counted. */
const MOST_NAMED = 5;

/** Hints at values of a filter that no ticket has which the asker may read. */
export async function hintsAtUnknownValues(
  index: SearchIndex,
  asker: Asker,
  filter: SearchFilter,
): Promise<QueryHint[]> {
  if (!index.capabilities.facets) return [];
  const demanded = filter.flatMap((condition) => {
    const field = FACET_FIELDS.find((known) => known === condition.field && known !== 'statusCategory');
    return field && 'anyOf' in condition ? condition.anyOf.map((value) => ({ field, value })) : [];
  });
  if (demanded.length === 0) return [];
  const fields = [...new Set(demanded.map(({ field }) => field))];
  const { facets } = await index.search({ asker, filter: [], limit: 0, facets: fields });
  const known = new Map(fields.map((field) => [field, knownValues(facets[field] ?? [])]));
  const unknown = demanded.filter(({ field, value }) => !known.get(field)?.has(folded(value)));
  const named = unknown
    .slice(0, MOST_NAMED)
    .map(({ field, value }) => hintAt(field, value, known.get(field) ?? new Map()));
  const others = unknown.length - named.length;
  return others > 0 ? [...named, hintAtOthers(others)] : named;
}

/** What a field's values are, as they are written, by what they are compared by. */
function knownValues(values: readonly FacetValue[]): Map<string, string> {
  const known = new Map<string, string>();
  for (const { value, name } of values)
    for (const written of name ? [value, name] : [value])
      if (!known.has(folded(written))) known.set(folded(written), written);
  return known;
}

function hintAt(field: FacetField, value: string, known: ReadonlyMap<string, string>): QueryHint {
  const meant = nearest(folded(value), [...known.keys()]);
  const question = meant === null ? '' : ` Did you mean “${known.get(meant)}”?`;
  const message = `No ticket has the ${NAMES[field]} “${value}”.${question}`;
  return { code: 'value-unknown', message, at: null };
}

function hintAtOthers(count: number): QueryHint {
  const values = count === 1 ? '1 more value' : `${count} more values`;
  return { code: 'value-unknown', message: `No ticket has ${values} that the query names.`, at: null };
}
