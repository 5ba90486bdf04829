import { z } from 'zod';
import { CasebookError } from '../domain/index.ts';
import { readAccount } from './read-accounts.ts';
import { readProject } from './read-projects.ts';
import type { AccessState, Holder, Known, LevelState, ProjectState } from './state.ts';

/** Jira, as far as this capability asks it; both ways of refusing are as the client of tickets has them. */
export interface JiraReader {
  /**
   * @returns `refused` for what the account may not read, or what is not there.
   * @throws CasebookError where Jira cannot be reached or answers something else than it documents.
   */
  read<T>(path: string, answer: z.ZodType<T>): Promise<Known<T>>;
}

/** What is asked for: nothing else of the site is copied. */
export interface Wanted {
  /** Projects that have tickets here. */
  readonly projects: readonly string[];
  /** Accounts that users of Casebook are. */
  readonly accounts: readonly string[];
  /** Names of the roles that comments are restricted to, by project. */
  readonly commentRoles: ReadonlyMap<string, ReadonlySet<string>>;
}

/** How Jira writes whom a scheme names; `value` is the id, `parameter` of a group its name. */
export const holderAnswer = z
  .looseObject({ type: z.string(), parameter: z.string().nullish(), value: z.string().nullish() })
  .transform(({ type, parameter, value }): Holder => {
    if (type === 'group') return { type, id: value ?? null, name: parameter ?? null };
    return { type, id: value ?? parameter ?? null, name: null };
  });

const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.looseObject({ values: z.array(item), isLast: z.boolean() });

/** All pages of a list; refused where its first page is. */
export async function readAll<T extends z.ZodType>(
  jira: JiraReader,
  path: string,
  item: T,
): Promise<Known<z.output<T>[]>> {
  const all: z.output<T>[] = [];
  for (;;) {
    const page = await jira.read(
      `${path}${path.includes('?') ? '&' : '?'}startAt=${all.length}&maxResults=${PAGE}`,
      pageAnswer(item),
    );
    if ('refused' in page) return page;
    all.push(...page.is.values);
    if (page.is.isLast || page.is.values.length === 0) return { is: all };
  }
}

const PAGE = 50;
/** Keys that Jira takes in one question. */
const KEYS_AT_A_TIME = 50;

const projectAnswer = z.looseObject({
  key: z.string(),
  archived: z.boolean().default(false),
  projectTypeKey: z.string().default(''),
  lead: z.looseObject({ accountId: z.string() }).nullish(),
});
export type ProjectHead = z.output<typeof projectAnswer>;

const levelAnswer = z.looseObject({ id: z.string(), name: z.string() });
const memberAnswer = z.looseObject({ issueSecurityLevelId: z.coerce.string(), holder: holderAnswer });
const fieldAnswer = z.looseObject({
  id: z.string(),
  schema: z.looseObject({ custom: z.string().optional() }).optional(),
});

/**
 * Reads who may see what. What the account may not read is refused in its place, and everything else stays known.
 *
 * @throws CasebookError where Jira cannot be reached, or knows the account no longer: nothing is known then.
 */
export async function readAccess(jira: JiraReader, wanted: Wanted): Promise<AccessState> {
  const myself = await jira.read('/rest/api/3/myself', z.looseObject({ accountId: z.string() }));
  if ('refused' in myself) throw new CasebookError('jira-refused', myself.refused);
  const readAt = Date.now();
  const [heads, levels, participants] = await Promise.all([
    readHeads(jira, wanted.projects),
    readLevels(jira),
    readParticipantFields(jira),
  ]);
  const ofLevels = 'is' in levels ? levels.is.flatMap(({ holders }) => holders) : [];
  const hasService = [...heads.values()].some(({ projectTypeKey }) => projectTypeKey === SERVICE);
  const [projects, accounts] = await Promise.all([
    Promise.all(
      wanted.projects.map(async (key) => {
        const head = heads.get(key);
        if (!head) return [key, { refused: `Jira does not show project ${key} to this account.` }] as const;
        const names = wanted.commentRoles.get(key) ?? new Set<string>();
        return [
          key,
          { is: await readProject(jira, head, head.projectTypeKey === SERVICE, ofLevels, names) },
        ] as const;
      }),
    ),
    Promise.all(wanted.accounts.map(async (id) => [id, await readAccount(jira, id, hasService)] as const)),
  ]);
  return {
    readAt,
    projects: new Map<string, Known<ProjectState>>(projects),
    levels: new Map('is' in levels ? levels.is.map((level) => [level.id, level]) : []),
    levelsRefused: 'refused' in levels ? levels.refused : null,
    accounts: new Map(accounts),
    participants,
  };
}

const SERVICE = 'service_desk';

async function readHeads(jira: JiraReader, keys: readonly string[]): Promise<Map<string, ProjectHead>> {
  const heads = new Map<string, ProjectHead>();
  for (let start = 0; start < keys.length; start += KEYS_AT_A_TIME) {
    const asked = keys
      .slice(start, start + KEYS_AT_A_TIME)
      .map((key) => `&keys=${encodeURIComponent(key)}`)
      .join('');
    const path = `/rest/api/3/project/search?expand=lead&status=live&status=archived${asked}`;
    const found = await readAll(jira, path, projectAnswer);
    for (const head of 'is' in found ? found.is : []) heads.set(head.key, head);
  }
  return heads;
}

async function readLevels(jira: JiraReader): Promise<Known<LevelState[]>> {
  const address = '/rest/api/3/issuesecurityschemes/level';
  const levels = await readAll(jira, address, levelAnswer);
  if ('refused' in levels) return levels;
  const members = await readAll(jira, `${address}/member`, memberAnswer);
  if ('refused' in members) return members;
  const holders = Map.groupBy(members.is, ({ issueSecurityLevelId }) => issueSecurityLevelId);
  return {
    is: levels.is.map(({ id, name }) => ({
      id,
      name,
      holders: (holders.get(id) ?? []).map(({ holder }) => holder),
    })),
  };
}

async function readParticipantFields(jira: JiraReader): Promise<Known<string[]>> {
  const fields = await jira.read('/rest/api/3/field', z.array(fieldAnswer));
  if ('refused' in fields) return fields;
  return {
    is: fields.is
      .filter(({ schema }) => schema?.custom === 'com.atlassian.servicedesk:sd-request-participants')
      .map(({ id }) => id),
  };
}
