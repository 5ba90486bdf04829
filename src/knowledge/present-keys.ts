import { type Asker, permits } from '../domain/index.ts';
import { type Database, inGroups } from '../platform/database/index.ts';
import type { SearchFilter } from './index/search-index.ts';

/** Keys in one statement. */
const GROUP = 500;

/**
 * The present keys of tickets that were moved or whose project was renamed, by keys that they had: where no ticket has
 * that key now, and the asker may read the one that had it. Of several that had it, the one that had it last.
 */
export async function presentKeys(
  database: Database,
  asker: Asker,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const present = new Map<string, string>();
  for await (const group of inGroups([...new Set(keys)], GROUP)) {
    const rows = await database
      .selectFrom('former_keys')
      .innerJoin('tickets', 'tickets.id', 'former_keys.ticket_id')
      .leftJoin('tickets as holder', 'holder.key', 'former_keys.key')
      .select(['former_keys.key as former', 'tickets.key as key', 'tickets.access_json'])
      .where('former_keys.key', 'in', group)
      .where('holder.id', 'is', null)
      .orderBy('former_keys.until')
      .orderBy('tickets.id')
      .execute();
    for (const { former, key, access_json } of rows) {
      // A later one that may not be read must not let an earlier one through in its place.
      if (permits(asker, JSON.parse(access_json))) present.set(former, key);
      else present.delete(former);
    }
  }
  return present;
}

/**
 * A filter that asks for tickets by their present keys wherever it names former ones.
 *
 * @param beside keeps the former ones too, for an index that has not looked at a ticket since it was moved.
 */
export async function withPresentKeys(
  database: Database,
  asker: Asker,
  filter: SearchFilter,
  { beside }: { readonly beside: boolean },
): Promise<SearchFilter> {
  const named = filter.flatMap((each) => ('anyOf' in each && each.field === 'key' ? each.anyOf : []));
  if (named.length === 0) return filter;
  const present = await presentKeys(
    database,
    asker,
    named.map((key) => key.toUpperCase()),
  );
  const asked = (key: string) => {
    const now = present.get(key.toUpperCase());
    if (now === undefined) return [key];
    return beside ? [key, now] : [now];
  };
  return filter.map((each) =>
    'anyOf' in each && each.field === 'key' ? { ...each, anyOf: each.anyOf.flatMap(asked) } : each,
  );
}
