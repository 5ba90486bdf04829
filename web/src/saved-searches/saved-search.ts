import {
  parseQueryString,
  readAddress,
  type SearchAddress,
  withoutPlace,
  writeQueryString,
} from '../search/address.ts';

/** A search that somebody gave a name, in this browser. */
export interface SavedSearch {
  readonly name: string;
  readonly address: SearchAddress;
}

export const MOST_OF_A_NAME = 80;

/** What is kept, as far as it makes sense, by name; a browser's storage can be written by hand and by older versions. */
export function savedFrom(text: string | null): readonly SavedSearch[] {
  const kept = parsed(text);
  if (!Array.isArray(kept)) return [];
  const byName = new Map<string, SavedSearch>();
  for (const { name, search } of kept.filter(isKept)) {
    const address = withoutPlace(readAddress(parseQueryString(search)));
    if (address.q) byName.set(name, { name, address });
  }
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The same as text: each search as it stands in an address. */
export function textOf(searches: readonly SavedSearch[]): string {
  return JSON.stringify(
    searches.map(({ name, address }) => ({ name, search: writeQueryString(withoutPlace(address)) })),
  );
}

export const isSameSearch = (one: SearchAddress, other: SearchAddress): boolean =>
  writeQueryString(withoutPlace(one)) === writeQueryString(withoutPlace(other));

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is { name: string; search: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { name, search } = value as Record<string, unknown>;
  return typeof name === 'string' && name !== '' && typeof search === 'string';
}
