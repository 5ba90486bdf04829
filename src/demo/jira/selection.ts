import { issueFields } from './fields.ts';

/** What a client asked to see of each issue. */
export type Selection =
  | { readonly kind: 'id' }
  | { readonly kind: 'key' }
  | { readonly kind: 'fields'; readonly ids: readonly string[]; readonly changelog: boolean };

/** Whether `expand`, a list or comma-separated, asks for the changelog: the one thing that can be added here. */
const wantsChangelog = (expand: string | readonly string[] | null | undefined): boolean =>
  [expand ?? []]
    .flat()
    .flatMap((one) => one.split(','))
    .some((one) => one.trim() === 'changelog');

const allIds = Object.keys(issueFields);
const navigableIds = allIds.filter((id) => issueFields[id]?.navigable);

/**
 * Reads Jira's `fields` parameter: names, `*all`, `*navigable` and `-name`, in lists or comma-separated. `fallback`
 * is what the endpoint shows when nothing is asked for. Unknown names are ignored, as Jira does. `expand` is Jira's parameter of that name.
 */
export function selectFields(
  asked: readonly string[] | undefined,
  fallback: '*all' | '*navigable' | 'id',
  expand?: string | readonly string[] | null,
): Selection {
  const names = (asked ?? [])
    .flatMap((name) => name.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) names.push(fallback);
  if (names.every((name) => name === 'id')) return { kind: 'id' };
  if (names.every((name) => name === 'id' || name === 'key')) return { kind: 'key' };
  const onlyTakesAway = names.every((name) => name.startsWith('-'));
  const chosen = new Set<string>(onlyTakesAway ? allIds : []);
  for (const name of names) {
    if (name === '*all') for (const id of allIds) chosen.add(id);
    else if (name === '*navigable') for (const id of navigableIds) chosen.add(id);
    else if (name.startsWith('-')) chosen.delete(name.slice(1));
    else if (Object.hasOwn(issueFields, name)) chosen.add(name);
  }
  return { kind: 'fields', ids: allIds.filter((id) => chosen.has(id)), changelog: wantsChangelog(expand) };
}
