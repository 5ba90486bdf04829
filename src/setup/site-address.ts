/** Paths of Jira's own pages: whoever copies the address of one has them in it. */
const PAGES = /\/(jira|browse|projects|issues|secure|plugins|servicedesk|login)(\/|$).*/;
const CLOUD = /\.(atlassian\.net|jira\.com)$/;

/**
 * The address of the site that somebody means who types its name, its host or the address of one of its pages; null where
 * it can be none.
 */
export function siteAddress(typed: string): string | null {
  const given = typed.trim();
  const named =
    /^[a-z0-9][a-z0-9-]*$/i.test(given) && given !== 'localhost' ? `${given}.atlassian.net` : given;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `https://${named}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, host, pathname, username, password } = new URL(address);
  if (!/^https?:$/.test(protocol) || username || password || hostname === '') return null;
  // Nobody in between is to read the token.
  if (CLOUD.test(hostname)) return `https://${host}`;
  return `${protocol}//${host}${pathname.replace(PAGES, '').replace(/\/+$/, '')}`;
}
