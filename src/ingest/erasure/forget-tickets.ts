import { keyOf } from '../record-key.ts';
import type { Eraser } from './eraser.ts';
import { isObject, replaceWithin } from './walk.ts';

/** Keys of tickets, as JSON and text name them. */
const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*-\d+(?![\w-])/g;

/**
 * Takes tickets out: their own records whole, and out of all others what Jira shows of them beside a link, a parent or
 * a subtask: the summary above all. The link itself is the other ticket's and stays, with the key.
 */
export function forgetTickets(ids: ReadonlySet<string>, keys: ReadonlySet<string>): Eraser {
  const names = (part: unknown) => typeof part === 'string' && keys.has(part);
  const mentions = (text: string) => text.matchAll(KEY).some(([key]) => keys.has(key));

  return {
    mayConcern(bodyBytes, externalId) {
      if (externalId !== null && ids.has(externalId)) return true;
      return mentions(bodyBytes.toString('latin1'));
    },
    erase(record) {
      const { externalId, body } = record;
      if (externalId !== null && ids.has(externalId)) return null;
      if (names(keyOf(record)) || (isObject(body) && ids.has(String(body.id)))) return null;
      // What could not be read as a record can only go as a whole.
      if (typeof body === 'string') return mentions(body) ? null : record;
      const fresh = replaceWithin(body, (part) => {
        if (!isObject(part) || !names(part.key) || !isObject(part.fields)) return undefined;
        const { fields: _, ...link } = part;
        return link;
      });
      return fresh === body ? record : { ...record, body: fresh };
    },
    eraseFromText: (text) => text,
  };
}
