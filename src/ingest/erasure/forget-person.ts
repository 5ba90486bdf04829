import type { Eraser } from './eraser.ts';
import { withoutChangedPerson } from './forget-in-history.ts';
import { forgetInRow } from './forget-in-row.ts';
import { forgettingText } from './forgetting-text.ts';
import { FORMER_USER } from './former-user.ts';
import { folded, mentioning } from './likeness.ts';
import type { Forgotten } from './request.ts';
import { isObject, type JsonObject, replaceWithin } from './walk.ts';

/** How Jira names an account, in the versions of its API. */
const ID_FIELDS = ['accountId', 'key', 'name'] as const;
/** What nothing but a person carries: projects have keys and names too. */
const OF_PEOPLE = ['accountId', 'displayName', 'emailAddress'];

/**
 * Takes a person out of records: wherever the account stands as a person or is mentioned, somebody without a name
 * takes its place, the same everywhere; the full name and the addresses go out of all text.
 */
export function forgetPerson(person: Forgotten): Eraser {
  const { ids, names, addresses, pseudonym } = person;
  const text = forgettingText(person);
  const concerns = mentioning([...ids, ...names, ...addresses]);
  const isQuoted = (raw: string) =>
    ids.some((id) => raw.includes(`"${id}"`)) ||
    names.some((name) => folded(raw).includes(`"${folded(name)}"`));

  function erasePart(part: unknown, at: string | null): unknown {
    if (typeof part === 'string') return text(part);
    if (!isObject(part)) return undefined;
    const own = idsOf(part);
    if (own.some((id) => ids.includes(id))) return placeholder(part, pseudonym);
    // Somebody else may have the same name, and keeps it.
    if (own.length > 0) return part;
    const changed = withoutChangedPerson(part, person);
    if (changed)
      return replaceWithin(changed, (inner) => (typeof inner === 'string' ? text(inner) : undefined));
    if (at === 'attrs' && ids.includes(String(part.id)))
      return { ...part, id: pseudonym, text: `@${FORMER_USER}` };
    return undefined;
  }

  return {
    mayConcern: (bodyBytes) => concerns(bodyBytes.toString('utf8')),
    takes: () => false,
    erase(record) {
      // What could not be read as a record can only go as a whole.
      const { body: raw } = record;
      if (typeof raw === 'string') return text(raw) !== raw || isQuoted(raw) ? null : record;
      const row = record.format === 'jira-csv' ? forgetInRow(record.body, person) : record.body;
      const body = replaceWithin(row, erasePart, text);
      return JSON.stringify(body) === JSON.stringify(record.body) ? record : { ...record, body };
    },
    eraseFromText: text,
  };
}

/** The names of the account that an object stands for; none where it stands for none. */
export function idsOf(part: JsonObject): string[] {
  if (!OF_PEOPLE.some((field) => typeof part[field] === 'string')) return [];
  return ID_FIELDS.map((field) => part[field]).filter((id) => typeof id === 'string');
}

/** Somebody who keeps nothing but being the same as himself. */
function placeholder(part: JsonObject, pseudonym: string): JsonObject {
  const fields = ID_FIELDS.filter((field) => typeof part[field] === 'string');
  return { ...Object.fromEntries(fields.map((field) => [field, pseudonym])), displayName: FORMER_USER };
}
