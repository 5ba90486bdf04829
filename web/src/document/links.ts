/** Schemes a link in a ticket may have. Everything else, `javascript:` and `data:` first of all, is shown as text. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address that a link may lead to, as the browser would read it, or null where it may lead nowhere. Reading it the
 * browser's way matters: it ignores tabs, line ends and leading blanks, as in `java\nscript:`.
 */
export function safeAddress(address: unknown): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) return null;
  const url = new URL(address);
  return SCHEMES.has(url.protocol) ? url.href : null;
}

/** The key of the ticket that an address in this Jira shows, so that the link can stay inside Casebook; else null. */
export function ticketKeyIn(address: string, ticketUrl: string | null): string | null {
  const site = ticketUrl?.slice(0, ticketUrl.lastIndexOf('/browse/') + '/browse/'.length);
  if (!site || !address.startsWith(site)) return null;
  return /^[A-Z][A-Z0-9_]*-\d+$/.exec(address.slice(site.length))?.[0] ?? null;
}
