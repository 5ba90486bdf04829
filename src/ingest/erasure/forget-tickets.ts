import type { Eraser } from './eraser.ts';
import { isObject, replaceWithin } from './walk.ts';

/** How a body names tickets, its own among them. */
const NAMED = /"([A-Z][A-Z0-9_]*-\d+)"/g;

/**
 * Takes tickets out: their own records whole, and out of all others what Jira shows of them beside a link, a parent or
 * a subtask: the summary above all. The link itself is the other ticket's and stays, with the key.
 */
export function forgetTickets(ids: ReadonlySet<string>, keys: ReadonlySet<string>): Eraser {
  const names = (part: unknown) => typeof part === 'string' && keys.has(part);

  return {
    mayConcern(bodyBytes, externalId) {
      if (externalId !== null && ids.has(externalId)) return true;
      for (const [, key] of bodyBytes.toString('latin1').matchAll(NAMED))
        if (keys.has(key as string)) return true;
      return false;
    },
    erase(record) {
      const { externalId, body } = record;
      if (externalId !== null && ids.has(externalId)) return null;
      if (isObject(body) && (ids.has(String(body.id)) || names(body.key))) return null;
      // What could not be read as a record can only go as a whole.
      if (typeof body === 'string') return [...keys].some((key) => body.includes(key)) ? null : record;
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
