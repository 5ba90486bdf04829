/** What of the tickets that the settings choose is wanted. */
export interface Narrowing {
  /** Keys of projects; empty for all. */
  readonly projects?: readonly string[] | undefined;
  /** Such as `Done`, as Jira names it or by its key. */
  readonly statusCategory?: string | undefined;
  /** Created on this day or later, such as 2025-11-01, where the account's clock says so. */
  readonly startDate?: string | undefined;
}

/** One JQL of that of the settings and what is wanted of it, so that Jira itself chooses. */
export function narrowed(jql: string, { projects = [], statusCategory, startDate }: Narrowing): string {
  const demands = [
    ...(projects.length > 0 ? [`project in (${projects.map(quoted).join(', ')})`] : []),
    ...(statusCategory === undefined ? [] : [`statusCategory = ${quoted(statusCategory)}`]),
    ...(startDate === undefined ? [] : [`created >= ${quoted(startDate)}`]),
  ];
  if (demands.length === 0) return jql;
  return [...(jql.trim() === '' ? [] : [`(${jql})`]), ...demands].join(' AND ');
}

/** A string of JQL, whatever it says. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
