import type { SearchMode, SearchRequest, StatusCategory } from '../api/client.ts';

/** A search as it stands in the page's address, so that a link to it can be shared. What is at its default is absent. */
export interface SearchAddress {
  readonly q?: string;
  readonly mode?: SearchMode;
  readonly project?: string[];
  readonly type?: string[];
  readonly status?: StatusCategory[];
  readonly limit?: number;
}

export const PAGE = 20;
/** As many hits as the API gives. */
export const MOST = 100;
const MODES: readonly SearchMode[] = ['hybrid', 'lexical', 'semantic'];
export const CATEGORIES: readonly StatusCategory[] = ['new', 'indeterminate', 'done'];

/** Reads what a person or another page may have typed into the address; what makes no sense is left out. */
export function readAddress(raw: Record<string, unknown>): SearchAddress {
  const q = texts(raw.q)[0]?.trim();
  const mode = MODES.find((known) => known !== 'hybrid' && known === texts(raw.mode)[0]);
  const project = texts(raw.project);
  const type = texts(raw.type);
  const status = CATEGORIES.filter((known) => texts(raw.status).includes(known));
  const limit = Math.min(MOST, Math.trunc(Number(texts(raw.limit)[0])));
  return {
    ...(q && { q }),
    ...(mode && { mode }),
    ...(project.length > 0 && { project }),
    ...(type.length > 0 && { type }),
    ...(status.length > 0 && { status }),
    ...(limit > PAGE && { limit }),
  };
}

export function requestOf({
  q = '',
  mode = 'hybrid',
  project = [],
  type = [],
  status = [],
  limit = PAGE,
}: SearchAddress): SearchRequest {
  return { q, mode, project, type, status, limit };
}

/** How many filters narrow this search. */
export function filterCount({ project = [], type = [], status = [] }: SearchAddress): number {
  return project.length + type.length + status.length;
}

/** The same search without any filter. */
export function withoutFilters({ q, mode }: SearchAddress): SearchAddress {
  return { ...(q && { q }), ...(mode && { mode }) };
}

/** `?q=slow+query&project=PAY&project=CORE`: repeated names stand for lists. */
export function parseQueryString(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Always in the same order, so that the same search has the same address. */
export function writeQueryString(search: SearchAddress): string {
  const parameters = new URLSearchParams();
  for (const name of ['q', 'project', 'status', 'type', 'mode', 'limit'] as const) {
    for (const text of texts(search[name])) parameters.append(name, text);
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => (each === undefined || each === null || each === '' ? [] : [String(each)]));
}
