/** Stands for this server where an address is read that is to have no host of its own. */
const HERE = 'http://here.invalid';

/**
 * A path of the dashboard, with its query, that a browser can be sent to; `/` for whatever else was given. What browsers
 * read as another host (`//host`, `/\host`, also once dots are taken out of it) is none, and neither is the API.
 */
export function localPath(given: string): string {
  const url = given.startsWith('/') ? URL.parse(given, HERE) : null;
  if (url?.origin !== HERE || url.pathname.startsWith('//') || url.pathname.startsWith('/api/')) return '/';
  return url.pathname + url.search;
}
