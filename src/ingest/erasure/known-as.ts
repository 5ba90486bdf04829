import type { RawRecord } from '../../domain/index.ts';
import { changedPeople } from './forget-in-history.ts';
import { idsOf } from './forget-person.ts';
import { isObject, replaceWithin } from './walk.ts';

/** By what an account is known. */
export interface KnownAs {
  readonly ids: Set<string>;
  readonly names: Set<string>;
  readonly addresses: Set<string>;
}

/** Adds what a record says of an account to what is known of it. */
export function learnFrom({ format, body }: RawRecord, known: KnownAs): void {
  const name = (value: unknown) => {
    if (typeof value === 'string' && value.trim() !== '' && !known.ids.has(value))
      known.names.add(value.trim());
  };
  replaceWithin(body, (part, at) => {
    if (!isObject(part)) return undefined;
    const ids = idsOf(part);
    if (ids.some((id) => known.ids.has(id))) {
      for (const id of ids) known.ids.add(id);
      name(part.displayName);
      if (typeof part.emailAddress === 'string' && part.emailAddress.includes('@'))
        known.addresses.add(part.emailAddress);
    } else if (changedPeople(part).length > 0) {
      for (const { id, words } of changedPeople(part)) if (known.ids.has(id)) name(words);
    } else if (at === 'attrs' && known.ids.has(String(part.id)) && typeof part.text === 'string') {
      name(part.text.replace(/^@/, ''));
    }
    return undefined;
  });
  if (format === 'jira-csv' && isObject(body) && isObject(body.cells)) {
    const cells = Object.entries(body.cells);
    for (const [header, ids] of cells) {
      const beside = /^(.+) id$/i.exec(header)?.[1]?.toLowerCase();
      if (!beside || !Array.isArray(ids) || !ids.some((id) => known.ids.has(id))) continue;
      const [, column] = cells.find(([other]) => other.toLowerCase() === beside) ?? [];
      if (Array.isArray(column) && column.length === ids.length)
        for (const [i, id] of ids.entries()) if (known.ids.has(id)) name(column[i]);
    }
  }
}
