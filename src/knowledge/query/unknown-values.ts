import type { Asker } from '../../domain/index.ts';
import { folded } from '../index/conditions.ts';
import {
  FACET_FIELDS,
  type FacetField,
  type Facets,
  type FacetValue,
  type SearchFilter,
  type SearchIndex,
  type TermField,
} from '../index/search-index.ts';
import type { QueryHint } from './hint.ts';
import { nearest } from './nearest.ts';

/** What a hint calls the fields. */
const NAMES: Record<TermField, string> = {
  key: 'key',
  resolution: 'resolution',
  reporter: 'reporter',
  assignee: 'assignee',
  project: 'project',
  site: 'site',
  type: 'type',
  statusCategory: 'kind of status',
  status: 'status',
  priority: 'priority',
  label: 'label',
  component: 'component',
};

/** Unknown values that are named, each with the known one that was perhaps meant; what follows is counted. */
const MOST_NAMED = 5;

/** Values that are looked for one by one: each takes a pass over the tickets. */
const MOST_LOOKED_FOR = 10;

/** Hints at values of a filter that no ticket has which the asker may read. */
export async function hintsAtUnknownValues(
  index: SearchIndex,
  asker: Asker,
  filter: SearchFilter,
): Promise<QueryHint[]> {
  const demanded = filter.flatMap((condition) =>
    'anyOf' in condition && condition.field !== 'statusCategory'
      ? condition.anyOf.map((value) => ({ field: condition.field, value }))
      : [],
  );
  const counted = index.capabilities.facets ? demanded.filter(isCounted) : [];
  const fields = [...new Set(counted.map(({ field }) => field))];
  const { facets } =
    fields.length > 0
      ? await index.search({ asker, filter: [], limit: 0, facets: fields })
      : { facets: {} as Facets };
  const known = new Map<TermField, Map<string, string>>(
    fields.map((field) => [field, knownValues(facets[field] ?? [])]),
  );
  const looked = demanded.filter((value) => !isCounted(value)).slice(0, MOST_LOOKED_FOR);
  const missing = await Promise.all(
    looked.map(async (value) => ((await stands(index, asker, value)) ? [] : [value])),
  );
  const unknown = [
    ...counted.filter(({ field, value }) => !known.get(field)?.has(folded(value))),
    ...missing.flat(),
  ];
  const named = unknown
    .slice(0, MOST_NAMED)
    .map(({ field, value }) => hintAt(field, value, known.get(field) ?? new Map()));
  const others = unknown.length - named.length;
  return others > 0 ? [...named, hintAtOthers(others)] : named;
}

interface Demanded {
  readonly field: TermField;
  readonly value: string;
}

function isCounted(value: Demanded): value is Demanded & { readonly field: FacetField } {
  return FACET_FIELDS.some((known) => known === value.field);
}

/** Whether any ticket that the asker may read has a value, of a field whose values are too many to be counted. */
async function stands(index: SearchIndex, asker: Asker, { field, value }: Demanded): Promise<boolean> {
  const { total } = await index.search({ asker, filter: [{ field, anyOf: [value] }], limit: 0, total: true });
  return total !== 0;
}

/** What a field's values are, as they are written, by what they are compared by. */
function knownValues(values: readonly FacetValue[]): Map<string, string> {
  const known = new Map<string, string>();
  for (const { value, name } of values)
    for (const written of name ? [value, name] : [value])
      if (!known.has(folded(written))) known.set(folded(written), written);
  return known;
}

function hintAt(field: TermField, value: string, known: ReadonlyMap<string, string>): QueryHint {
  const meant = nearest(folded(value), [...known.keys()]);
  const question = meant === null ? '' : ` Did you mean “${known.get(meant)}”?`;
  const message = `No ticket has the ${NAMES[field]} “${value}”.${question}`;
  return { code: 'value-unknown', message, at: null };
}

function hintAtOthers(count: number): QueryHint {
  const values = count === 1 ? '1 more value' : `${count} more values`;
  return { code: 'value-unknown', message: `No ticket has ${values} that the query names.`, at: null };
}

/**
 * Hints at keys in a query's text that are of no ticket which the asker may read, where he may read others of that
 * project: SHA-256 is a key of none.
 */
export async function hintsAtUnknownKeys(
  index: SearchIndex,
  asker: Asker,
  keys: readonly string[],
): Promise<QueryHint[]> {
  if (keys.length === 0 || !index.capabilities.facets) return [];
  const { facets } = await index.search({ asker, filter: [], limit: 0, facets: ['project'] });
  const projects = knownValues(facets.project ?? []);
  return keys
    .filter((key) => projects.has(folded(key.slice(0, key.lastIndexOf('-')))))
    .slice(0, MOST_NAMED)
    .map((key) => ({ code: 'value-unknown', message: `There is no ticket ${key} here.`, at: null }));
}
