import type { Asker } from '../../domain/index.ts';
import { folded } from '../index/conditions.ts';
import { FACET_FIELDS, type FacetField, type SearchFilter, type SearchIndex } from '../index/search-index.ts';
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
  return demanded.flatMap(({ field, value }): QueryHint[] => {
    const known = (facets[field] ?? []).flatMap((each) =>
      each.name ? [each.value, each.name] : [each.value],
    );
    if (known.some((each) => folded(each) === folded(value))) return [];
    const meant = nearest(folded(value), known.map(folded));
    const written = known.find((each) => folded(each) === meant);
    const question = written ? ` Did you mean “${written}”?` : '';
    return [
      {
        code: 'value-unknown',
        message: `No ticket has the ${NAMES[field]} “${value}”.${question}`,
        at: null,
      },
    ];
  });
}
