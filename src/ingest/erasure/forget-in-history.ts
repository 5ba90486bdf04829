import { FORMER_USER } from './former-user.ts';
import type { Forgotten } from './request.ts';
import type { JsonObject } from './walk.ts';

/** The sides of a change in Jira's history: the id of what a field held, and the words for it. */
const SIDES = [
  ['from', 'fromString'],
  ['to', 'toString'],
] as const;

/** Fields that hold people: elsewhere an id can be a word, such as the name of a component. */
const OF_PEOPLE = /assignee|reporter|creator|author|watcher|approver|participant|owner|user/i;

/** Who stands in a change of a field that holds people: the id, and the name that Jira showed for it then. */
export function changedPeople(item: JsonObject): { readonly id: string; readonly words: unknown }[] {
  if (typeof item.field !== 'string' || !OF_PEOPLE.test(item.field)) return [];
  return SIDES.flatMap(([id, words]) => {
    const value = Object.hasOwn(item, id) ? item[id] : null;
    return typeof value === 'string'
      ? [{ id: value, words: Object.hasOwn(item, words) ? item[words] : null }]
      : [];
  });
}

/** A change of such a field with somebody without a name in the place of a person; null where the person is not in it. */
export function withoutChangedPerson(item: JsonObject, { ids, pseudonym }: Forgotten): JsonObject | null {
  if (!changedPeople(item).some(({ id }) => ids.includes(id))) return null;
  const sides = SIDES.flatMap(([id, words]): [string, string][] =>
    ids.includes(String(item[id]))
      ? [
          [id, pseudonym],
          [words, FORMER_USER],
        ]
      : [],
  );
  return { ...item, ...Object.fromEntries(sides) };
}
