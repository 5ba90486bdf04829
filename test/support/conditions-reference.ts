import { folded, isTermField } from '../../src/knowledge/index/conditions.ts';
import type {
  Condition,
  FacetField,
  FacetValue,
  IndexedFields,
  SearchFilter,
  Sort,
  TermField,
} from '../../src/knowledge/index/search-index.ts';

/** What filters, facets and sorting mean, written without regard to speed: what engines are held to. */

/** The values of a field by which a ticket can be found: of a project its key and its name. */
function valuesOf(fields: IndexedFields, field: TermField): readonly string[] {
  switch (field) {
    case 'project':
      return [fields.project, fields.projectName];
    case 'label':
      return fields.labels;
    case 'component':
      return fields.components;
    default: {
      const value = fields[field];
      return value === null ? [] : [value];
    }
  }
}

/** Whether these fields meet all conditions; made once a query, for many tickets. */
export function matcherOf(filter: SearchFilter): (fields: IndexedFields) => boolean {
  const tests = filter.map(testOf);
  return (fields) => tests.every((test) => test(fields));
}

function testOf(condition: Condition): (fields: IndexedFields) => boolean {
  const negated = condition.not ?? false;
  if ('anyOf' in condition) {
    const wanted = new Set(condition.anyOf.map(folded));
    return (fields) =>
      valuesOf(fields, condition.field).some((value) => wanted.has(folded(value))) !== negated;
  }
  const { field, from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = condition;
  return (fields) => {
    const moment = fields[field];
    return (moment !== null && moment >= from && moment < before) !== negated;
  };
}

/** `in`: all is met. A field: all is met but what was chosen of this one facet. `out`: more than that is not. */
export type Standing = 'in' | 'out' | TermField;

/** Where tickets stand to a filter and to what was chosen from facets. */
export function standingIn(filter: SearchFilter, chosen: SearchFilter): (fields: IndexedFields) => Standing {
  const demanded = matcherOf(filter);
  const choices = chosen.map((condition) => ({ field: condition.field, test: testOf(condition) }));
  return (fields) => {
    if (!demanded(fields)) return 'out';
    const missed = new Set(choices.filter(({ test }) => !test(fields)).map(({ field }) => field));
    if (missed.size === 0) return 'in';
    const [only] = missed;
    return missed.size === 1 && only !== undefined && isTermField(only) ? only : 'out';
  };
}

/** How many of the tickets have which value, most frequent first, equal counts by value. */
export function countValues(tickets: Iterable<IndexedFields>, field: FacetField): FacetValue[] {
  const counts = new Map<string, { name?: string; tickets: number }>();
  for (const fields of tickets) {
    // A label that stands on a ticket twice is still one ticket.
    for (const value of new Set(field === 'project' ? [fields.project] : valuesOf(fields, field))) {
      const counted = counts.get(value);
      if (counted) counted.tickets += 1;
      else counts.set(value, { tickets: 1, ...(field === 'project' && { name: fields.projectName }) });
    }
  }
  return [...counts]
    .map(([value, counted]) => ({ value, ...counted }))
    .sort((a, b) => b.tickets - a.tickets || (a.value < b.value ? -1 : 1));
}

type Sorted = { readonly ticketId: string; readonly fields: IndexedFields };

/** The order of a list that is not sorted by relevance; the ticket's id decides between equals. */
export function compareBy(sort: Exclude<Sort, 'relevance'>): (a: Sorted, b: Sorted) => number {
  const later = sort === 'oldest' ? 1 : -1;
  const field = sort === 'updated' ? 'updated' : 'created';
  return (a, b) =>
    later * (a.fields[field] - b.fields[field]) ||
    (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0);
}
