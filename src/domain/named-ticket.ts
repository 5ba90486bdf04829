import { FIRST_SITE, nameAt, type SiteName } from './site.ts';

/** A ticket as people name it. */
export type NamedTicket =
  /** `site` undefined: of any; null: of the first. */
  | { readonly site: SiteName | undefined; readonly key: string }
  /** As it is known here, with its site. */
  | { readonly id: string };

/**
 * Reads `PAY-17`, `us:PAY-17`, `first:PAY-17` and, by the id that the ticket has in Jira, `us:10001`, `first:10001`, `10001`;
 * keys in small letters too.
 */
export function namedTicket(text: string): NamedTicket {
  // With a second colon it is no key of any ticket.
  const [, site, name = ''] = /^(?:([^:]*):)?(.*)$/s.exec(text.trim()) ?? [];
  const called = site?.toLowerCase();
  const at = called === FIRST_SITE ? null : called;
  return /^\d+$/.test(name) ? { id: nameAt(at ?? null, name) } : { site: at, key: name.toUpperCase() };
}
