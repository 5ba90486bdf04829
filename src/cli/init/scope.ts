import { CasebookError } from '../../domain/index.ts';
import type { JiraBefore, SurveyedProject } from '../../setup/index.ts';
import { say } from '../output.ts';
import { table } from '../table.ts';
import { ask, sayWhyNot } from './ask.ts';
import { jqlOf, keysOf, typedKeys, unknownKeys } from './choices.ts';
import type { InitOptions } from './options.ts';

/** A project, and about how many tickets it has; null where that was not asked. */
export interface CountedProject extends SurveyedProject {
  readonly tickets: number | null;
}

/** Which tickets are to be read. */
export interface Scope {
  readonly jql: string;
  /** About how many tickets these are. */
  readonly tickets: number;
  /** Those that the account may read, whether chosen or not. */
  readonly projects: readonly CountedProject[];
  /** Those of them that are chosen; null where JQL of somebody's own chooses. */
  readonly chosen: readonly CountedProject[] | null;
}

/** Each is a question to Jira: of sites with hundreds of projects only these are counted. */
const MOST_COUNTED = 50;
/** More keys than that in a message are not read. */
const MOST_NAMED = 20;

/**
 * Lists the projects of the account, and finds out which tickets are wanted.
 *
 * @param before the JQL of the settings.
 * @throws CasebookError `call-invalid` for a project that is not there, `jira-query-refused` for JQL that Jira does not take.
 */
export async function chooseScope(
  jira: JiraBefore,
  before: string,
  options: InitOptions,
  person: boolean,
): Promise<Scope> {
  const projects = await countedProjects(jira);
  if (!options.json) {
    say(`  ${projects.length} projects may be read:`);
    showProjects(projects);
  }
  const keys = options.project && typedKeys(options.project.join(','));
  const given = options.jql ?? (keys && jqlFor(keys, projects));
  if (given !== undefined || !person) return scopeOf(jira, given ?? before, projects);
  for (;;) {
    try {
      const typed = await ask(
        'Which ones, by their keys, or all',
        keysOf(before)?.join(', ') || shownScope(before),
      );
      const isKept = typed === before;
      return await scopeOf(jira, isKept ? before : jqlFor(typedKeys(typed), projects), projects);
    } catch (error) {
      sayWhyNot(error);
    }
  }
}

const shownScope = (before: string) => before || 'all';

function jqlFor(keys: readonly string[], projects: readonly SurveyedProject[]): string {
  const [unknown] = unknownKeys(keys, projects);
  if (unknown !== undefined)
    throw new CasebookError(
      'call-invalid',
      `The account sees no project with the key ${unknown}; it sees ${someKeys(projects)}.`,
    );
  return jqlOf(keys);
}

function someKeys(projects: readonly SurveyedProject[]): string {
  if (projects.length === 0) return 'none';
  const more = projects.length - MOST_NAMED;
  const named = projects.slice(0, MOST_NAMED).map(({ key }) => key);
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

async function scopeOf(jira: JiraBefore, jql: string, projects: readonly CountedProject[]): Promise<Scope> {
  const keys = keysOf(jql);
  return {
    jql,
    tickets: await jira.count(jql),
    projects,
    chosen: keys && (keys.length === 0 ? projects : projects.filter(({ key }) => keys.includes(key))),
  };
}

async function countedProjects(jira: JiraBefore): Promise<readonly CountedProject[]> {
  const projects = await jira.projects();
  return Promise.all(
    projects.map(async (project, at) => ({
      ...project,
      tickets: at < MOST_COUNTED ? await jira.count(jqlOf([project.key])) : null,
    })),
  );
}

function showProjects(projects: readonly CountedProject[]): void {
  const rows = projects.map(({ key, name, archived, tickets }) => [
    key,
    tickets === null ? '' : String(tickets),
    archived ? `${name} (archived)` : name,
  ]);
  const head = [{ style: 'cyan' }, { right: true }, { gives: true }] as const;
  for (const row of table(head, rows, process.stderr, '    ')) say(...row);
}
