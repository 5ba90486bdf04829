import {
  type Asker,
  CasebookError,
  namedTicket,
  permits,
  siteOfTicket,
  spokenName,
} from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { accessOf } from './tickets.ts';

/** A ticket that somebody asked for. */
export interface AskedTicket {
  /** The key that it was asked for by; its own where it was asked for by its id. */
  readonly asked: string;
  /** The key that it has; where it was asked for by a key alone, that. */
  readonly key: string;
}

/**
 * Reads how people name a ticket: `PAY-17`, with its site `us:PAY-17`, or by its id, `us:10001`. A key alone is whose it
 * is now, or was last; with its site it is that site's, whoever has it now.
 *
 * @throws CasebookError `ticket-not-found`; `ticket-ambiguous` where nobody has a key now that tickets of several sites
 * had, as far as the asker may read them.
 */
export async function askedTicket(database: Database, asker: Asker, text: string): Promise<AskedTicket> {
  const named = namedTicket(text);
  const columns = ['tickets.id', 'tickets.key', 'tickets.access_json'] as const;
  const tickets = database.selectFrom('tickets').select(columns);
  if ('id' in named) {
    const row = await tickets.where('id', '=', named.id).executeTakeFirst();
    if (!row || !permits(asker, accessOf(row))) throw new CasebookError('ticket-not-found', text);
    return { asked: row.key, key: row.key };
  }
  const { key, site } = named;
  const holder = await tickets.where('key', '=', key).executeTakeFirst();
  if (site === undefined && holder) return { asked: key, key };
  if (holder && siteOfTicket(holder.id) === site && permits(asker, accessOf(holder)))
    return { asked: key, key };
  const had = await database
    .selectFrom('former_keys')
    .innerJoin('tickets', 'tickets.id', 'former_keys.ticket_id')
    .select(columns)
    .where('former_keys.key', '=', key)
    .orderBy('former_keys.until', 'desc')
    .orderBy('tickets.id', 'desc')
    .execute();
  const readable = had.filter((row) => permits(asker, accessOf(row)));
  if (site === undefined) {
    const which = [...new Set(readable.map(({ id }) => `${spokenName(siteOfTicket(id))}:${key}`))];
    if (which.length > 1)
      throw new CasebookError(
        'ticket-ambiguous',
        `${key} was a key of tickets of several sites: name one of ${which.join(', ')}.`,
      );
    return { asked: key, key };
  }
  const theirs = readable.find(({ id }) => siteOfTicket(id) === site);
  if (theirs) return { asked: key, key: theirs.key };
  const other =
    holder && permits(asker, accessOf(holder))
      ? `; the one that is here is of site ${spokenName(siteOfTicket(holder.id))}`
      : '';
  throw new CasebookError('ticket-not-found', `${text}${other}`);
}
