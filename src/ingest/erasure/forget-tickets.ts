import { nameAt, type SiteName, siteOfSource } from '../../domain/index.ts';
import { keyOf } from '../record-key.ts';
import { isDerived } from '../ticket-id.ts';
import type { Eraser, KnownBy } from './eraser.ts';
import { withoutParentSummary } from './parent-summary.ts';
import { isObject, replaceWithin } from './walk.ts';

/** Keys of tickets, as JSON and text name them. */
const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*-\d+(?![\w-])/g;
const ID = /"(\d+)"/g;

export interface ForgottenTickets {
  readonly ids: ReadonlySet<string>;
  /** The keys that they have and had, each with its site as ids are (`us:PAY-17`). */
  readonly keys: ReadonlySet<string>;
  /** Those of the keys that a ticket has now which stays. */
  readonly othersKeys: ReadonlySet<string>;
}

/**
 * Takes tickets out: their own records whole, and out of all others what Jira shows of them beside a link, a parent or
 * a subtask: the summary above all. The link itself is the other ticket's and stays, with the key.
 *
 * A key can belong to one ticket after the other, so it tells whose something is only where there is no id. Within a
 * record, ids and keys are those of its own site.
 */
export function forgetTickets({ ids, keys, othersKeys }: ForgottenTickets): Eraser {
  const mentions = (text: string, site: SiteName) =>
    text.matchAll(KEY).some(([key]) => keys.has(nameAt(site, key)));
  const namesAt = (site: SiteName) => (id: unknown, key: unknown) =>
    typeof id === 'string'
      ? ids.has(nameAt(site, id))
      : typeof key === 'string' && keys.has(nameAt(site, key));

  function takes({ source, externalId }: KnownBy, key: string | null): boolean {
    if (externalId !== null && ids.has(externalId)) return true;
    if (externalId !== null && !isDerived(externalId)) return false;
    if (key === null) return false;
    const named = nameAt(siteOfSource(source), key);
    return keys.has(named) && !othersKeys.has(named);
  }

  return {
    takes,
    mayConcern(bodyBytes, { source, externalId }) {
      if (externalId !== null && ids.has(externalId)) return true;
      const text = bodyBytes.toString('latin1');
      const site = siteOfSource(source);
      return (
        mentions(text, site) ||
        text.matchAll(ID).some(([, id]) => id !== undefined && ids.has(nameAt(site, id)))
      );
    },
    erase(record) {
      const { body } = record;
      const site = siteOfSource(record.source);
      const names = namesAt(site);
      if (takes(record, keyOf(record)) || (isObject(body) && ids.has(nameAt(site, String(body.id)))))
        return null;
      // What could not be read as a record can only go as a whole.
      if (typeof body === 'string') return mentions(body, site) ? null : record;
      const row = record.format === 'jira-csv' ? withoutParentSummary(body, names) : body;
      const fresh = replaceWithin(row, (part) => {
        if (!isObject(part) || !isObject(part.fields) || !names(part.id, part.key)) return undefined;
        const { fields: _, ...link } = part;
        return link;
      });
      return fresh === body ? record : { ...record, body: fresh };
    },
    eraseFromText: (text) => text,
  };
}
