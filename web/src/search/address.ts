import type { SearchMode, SearchRequest, Sort } from '../api/client.ts';

/** What a search can be narrowed to beside its query, by the names that the address and the API have for it. */
export const FILTERS = [
  'project',
  'status',
  'statusName',
  'type',
  'priority',
  'component',
  'label',
  'site',
] as const;
export type Filter = (typeof FILTERS)[number];

/** A search as it stands in the page's address, so that a link to it can be shared. What is at its default is absent. */
export interface SearchAddress extends Readonly<Partial<Record<Filter, string[]>>> {
  readonly q?: string;
  readonly mode?: SearchMode;
  readonly sort?: Sort;
  /** From 2. */
  readonly page?: number;
  /** The key of the ticket that is previewed beside the results. */
  readonly show?: string;
}

export const PAGE = 20;
const MODES: readonly SearchMode[] = ['hybrid', 'lexical', 'semantic'];
const SORTS: readonly Sort[] = ['relevance', 'updated', 'created', 'oldest'];
const MOST_PAGES = 10_000;
const MOST_OF_A_KEY = 300;
/** The kinds of status, in the order of the work. */
export const CATEGORIES = ['new', 'indeterminate', 'done'] as const;

/** Reads what a person or another page may have typed into the address; what makes no sense is left out. */
export function readAddress(raw: Record<string, unknown>): SearchAddress {
  const q = texts(raw.q)[0]?.trim();
  const mode = MODES.find((known) => known !== 'hybrid' && known === texts(raw.mode)[0]);
  const sort = SORTS.find((known) => known !== 'relevance' && known === texts(raw.sort)[0]);
  const show = texts(raw.show)[0]?.slice(0, MOST_OF_A_KEY);
  const page = Math.min(MOST_PAGES, Math.trunc(Number(texts(raw.page)[0])));
  const filters = FILTERS.map((name): [Filter, string[]] => [
    name,
    name === 'status' ? CATEGORIES.filter((known) => texts(raw.status).includes(known)) : texts(raw[name]),
  ]);
  return {
    ...(q && { q }),
    ...(mode && { mode }),
    ...(sort && { sort }),
    ...(page > 1 && { page }),
    ...(show && { show }),
    ...Object.fromEntries(filters.filter(([, values]) => values.length > 0)),
  };
}

export function requestOf({ q = '', mode = 'hybrid', sort = 'relevance', page = 1, ...rest }: SearchAddress) {
  const filters = FILTERS.map((name) => [name, rest[name] ?? []]);
  return {
    ...Object.fromEntries(filters),
    q,
    mode,
    sort,
    limit: PAGE,
    offset: (page - 1) * PAGE,
    facet: ['project', 'statusCategory', 'status', 'type', 'priority', 'component', 'label', 'site'],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC',
  } as SearchRequest;
}

/** How many filters narrow this search. */
export function filterCount(address: SearchAddress): number {
  return FILTERS.reduce((count, name) => count + (address[name]?.length ?? 0), 0);
}

/** The same search without any filter. */
export function withoutFilters({ q, mode, sort }: SearchAddress): SearchAddress {
  return { ...(q && { q }), ...(mode && { mode }), ...(sort && { sort }) };
}

/** The same search from its first page on, with nothing previewed. */
export function withoutPlace({ page: _, show: __, ...search }: SearchAddress): SearchAddress {
  return search;
}

/** The same search changed in one respect, and therefore from its first page on. */
export function changed(address: SearchAddress, change: Record<string, unknown>): SearchAddress {
  return readAddress({ ...withoutPlace(address), ...change });
}

/** `?q=slow+query&project=PAY&project=CORE`: repeated names stand for lists. */
export function parseQueryString(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Always in the same order, so that the same search has the same address; other pages' parameters follow. */
export function writeQueryString(search: object): string {
  const parameters = new URLSearchParams();
  const names = new Set(['q', ...FILTERS, 'mode', 'sort', 'page', ...Object.keys(search).sort()]);
  for (const name of names) {
    for (const text of texts((search as Record<string, unknown>)[name])) parameters.append(name, text);
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => (each === undefined || each === null || each === '' ? [] : [String(each)]));
}
