import type { Asker } from '../../../domain/index.ts';
import { folded } from '../conditions.ts';
import type { Condition, SearchFilter, TermField, TimeField } from '../search-index.ts';

/** A demand on points, as Qdrant's filters say it. */
export type Demand =
  | { readonly key: string; readonly match: { readonly any: readonly (string | number)[] } }
  | { readonly key: string; readonly range: { readonly gte?: number; readonly lt?: number } }
  | Filter;

export interface Filter {
  readonly must?: readonly Demand[];
  readonly must_not?: readonly Demand[];
}

/**
 * So many places there are for the clauses of an access. Labels make four at most: the project, a security level, that
 * Jira itself shows it, and a role or a group.
 */
export const MOST_CLAUSES = 6;
/** Stands where an access has no further clause: it is no principal, which have a colon. */
export const ANYBODY = '*';

export const clauseKey = (place: number) => `access${place + 1}`;

export const oneOf = (key: string, any: readonly (string | number)[]): Demand => ({ key, match: { any } });

/** Points that hold text. */
export const CHUNKS = oneOf('kind', ['passage', 'summary']);

/**
 * Points with text that the asker may read; null where there is none for him. Each clause of an access has a place of its
 * own in a point, so that all must be met, each by any of its principals.
 */
export function readableBy(asker: Asker): readonly Demand[] | null {
  if (asker.kind === 'nobody') return null;
  if (asker.kind === 'operator') return [CHUNKS];
  const held = [ANYBODY, ...asker.principals];
  return [CHUNKS, ...Array.from({ length: MOST_CLAUSES }, (_, place) => oneOf(clauseKey(place), held))];
}

/** Points of tickets that meet all conditions: as `conditions.ts` says. */
export function meeting(filter: SearchFilter): Demand[] {
  return filter.map((condition) =>
    condition.not ? { must_not: [demandOf(condition)] } : demandOf(condition),
  );
}

function demandOf(condition: Condition): Demand {
  if ('anyOf' in condition) return oneOf(condition.field, condition.anyOf.map(folded));
  const { field, from, before } = condition;
  return {
    key: field,
    range: { ...(from !== undefined && { gte: from }), ...(before !== undefined && { lt: before }) },
  };
}

/** Of every field that there are conditions on, so that none is looked for in each point's payload. */
const FIELD_KEYS: Readonly<Record<TermField, 'keyword'> & Record<TimeField, 'integer'>> = {
  key: 'keyword',
  site: 'keyword',
  project: 'keyword',
  type: 'keyword',
  status: 'keyword',
  statusCategory: 'keyword',
  priority: 'keyword',
  resolution: 'keyword',
  label: 'keyword',
  component: 'keyword',
  reporter: 'keyword',
  assignee: 'keyword',
  created: 'integer',
  updated: 'integer',
  resolved: 'integer',
};

/** The keys that points are filtered by, and what lies under each. */
export const KEYS: Readonly<Record<string, 'keyword' | 'integer'>> = {
  kind: 'keyword',
  ticket: 'keyword',
  terms: 'integer',
  ...Object.fromEntries(
    Array.from({ length: MOST_CLAUSES }, (_, place) => [clauseKey(place), 'keyword' as const]),
  ),
  ...FIELD_KEYS,
};
