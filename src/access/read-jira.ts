import { z } from 'zod';
import { CasebookError } from '../domain/index.ts';
import { holderAnswer, type JiraReader, readAll } from './jira-reader.ts';
import { readAccount } from './read-accounts.ts';
import { type ProjectHead, projectAnswer, readProject } from './read-projects.ts';
import type { AccessState, Known, LevelState, ProjectState } from './state.ts';

/** What is asked for: nothing else of the site is copied. */
export interface Wanted {
  /** Projects that have tickets here. */
  readonly projects: readonly string[];
  /** Accounts that users of Casebook are. */
  readonly accounts: readonly string[];
  /** Names of the roles that comments and worklogs are restricted to, by project. */
  readonly commentRoles: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Keys that Jira takes in one question. */
const KEYS_AT_A_TIME = 50;

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
