import type { SurveyedProject } from '../../setup/index.ts';

/** JQL that init itself would write: then it can be shown as a choice of projects. */
const OF_PROJECTS = /^project in \(((?:"[^"]+"(?:, )?)+)\)$/;

export const jqlOf = (keys: readonly string[]): string =>
  keys.length === 0 ? '' : `project in (${keys.map((key) => `"${key}"`).join(', ')})`;

/** The keys that JQL chooses, where init wrote it: none for all tickets; null for JQL of somebody's own. */
export function keysOf(jql: string): readonly string[] | null {
  if (jql.trim() === '') return [];
  const [, list] = OF_PROJECTS.exec(jql) ?? [];
  return list === undefined ? null : list.split(', ').map((key) => key.slice(1, -1));
}

/** The keys that somebody wrote with commas or spaces between; none for `all`. */
export function typedKeys(typed: string): readonly string[] {
  if (/^all$/i.test(typed.trim())) return [];
  return [
    ...new Set(
      typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
}

/** Those that are not among the projects. */
export function unknownKeys(
  keys: readonly string[],
  projects: readonly SurveyedProject[],
): readonly string[] {
  return keys.filter((key) => !projects.some((project) => project.key.toUpperCase() === key));
}
