/**
 * Jira sites. Ids that a site gives are its own: two sites number their tickets alike. So whatever comes from a further
 * site is known here by the site's name and a colon before it (`us:10001`), and what the first one gives stays plain.
 */

/** What a site is called here; null for the first one, whose ids are plain. */
export type SiteName = string | null;

/** By what people name the first site. */
export const FIRST_SITE = 'first';

/** Where a record comes from: `jira` is the first site, `jira:us` the one of that name. */
export type RecordSource = 'jira' | `jira:${string}`;

/** What stands before a colon in a plain id or principal: a site of that name could not be told from it. */
const TAKEN: ReadonlySet<string> = new Set([
  FIRST_SITE,
  ...['key', 'project', 'agent', 'role', 'security', 'group', 'visibility'],
]);

/** Whether a further site may be called so. */
export function isSiteName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,19}$/.test(name) && !TAKEN.has(name);
}

export function isRecordSource(value: unknown): value is RecordSource {
  return (
    value === 'jira' ||
    (typeof value === 'string' && value.startsWith('jira:') && isSiteName(value.slice('jira:'.length)))
  );
}

export const sourceAt = (site: SiteName): RecordSource => (site === null ? 'jira' : `jira:${site}`);

export const siteOfSource = (source: RecordSource): SiteName =>
  source === 'jira' ? null : source.slice('jira:'.length);

/** A name that a site gave, such as the id of a ticket or a principal, as it is known here. */
export const nameAt = (site: SiteName, name: string): string => (site === null ? name : `${site}:${name}`);

/** The site of a ticket, by its id. Tickets that are known by their keys (`key:PAY-17`) are of the first one. */
export function siteOfTicket(id: string): SiteName {
  const end = id.indexOf(':');
  return end < 0 || id.startsWith('key:') ? null : id.slice(0, end);
}

/** The id that a ticket has at its own site. */
export function idAtSite(id: string): string {
  const site = siteOfTicket(id);
  return site === null ? id : id.slice(site.length + 1);
}

/** Whether people may call a site so. */
export const isSpokenName = (name: string): boolean => name === FIRST_SITE || isSiteName(name);

/** What people call a site. */
export const spokenName = (site: SiteName): string => site ?? FIRST_SITE;
