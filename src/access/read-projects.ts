import { z } from 'zod';
import { holderAnswer, type JiraReader } from './jira-reader.ts';
import type { Actors, Holder, Known, ProjectState, Role } from './state.ts';

/** A project as a list of projects has it. */
export const projectAnswer = z.looseObject({
  key: z.string(),
  archived: z.boolean().default(false),
  projectTypeKey: z.string().default(''),
  lead: z.looseObject({ accountId: z.string() }).nullish(),
});
export type ProjectHead = z.output<typeof projectAnswer>;

const schemeAnswer = z.looseObject({
  permissions: z.array(z.looseObject({ permission: z.string(), holder: holderAnswer })),
});

const roleAnswer = z.looseObject({
  actors: z
    .array(
      z.looseObject({
        actorUser: z.looseObject({ accountId: z.string().nullish() }).nullish(),
        actorGroup: z.looseObject({ groupId: z.string().nullish(), name: z.string() }).nullish(),
      }),
    )
    .default([]),
});

/**
 * Reads a project's scheme and who fills those of its roles that matter.
 *
 * @param ofLevels whom security levels name: their roles are filled in each project.
 * @param commentRoles names of roles that comments and worklogs are restricted to.
 */
export async function readProject(
  jira: JiraReader,
  { key, archived, lead }: ProjectHead,
  service: boolean,
  ofLevels: readonly Holder[],
  commentRoles: ReadonlySet<string>,
): Promise<ProjectState> {
  const address = `/rest/api/3/project/${encodeURIComponent(key)}`;
  const browse = await readBrowse(jira, address);
  const named = [...('is' in browse ? browse.is : []), ...ofLevels].filter(
    ({ type }) => type === 'projectRole',
  );
  const ids = new Set(named.flatMap(({ id }) => id ?? []));
  const roles = await readRoles(jira, address, (id, name) => ids.has(id) || commentRoles.has(name));
  return { key, archived, lead: lead?.accountId ?? null, service, browse, roles };
}

async function readBrowse(jira: JiraReader, address: string): Promise<Known<Holder[]>> {
  const scheme = await jira.read(`${address}/permissionscheme?expand=all`, schemeAnswer);
  if ('refused' in scheme) return scheme;
  const grants = scheme.is.permissions.filter(({ permission }) => permission === 'BROWSE_PROJECTS');
  return { is: grants.map(({ holder }) => holder) };
}

async function readRoles(
  jira: JiraReader,
  address: string,
  isWanted: (id: string, name: string) => boolean,
): Promise<Known<Role[]>> {
  const list = await jira.read(`${address}/role`, z.record(z.string(), z.string()));
  if ('refused' in list) return list;
  const wanted = Object.entries(list.is).flatMap(([name, self]) => {
    const id = /\/role\/(\d+)$/.exec(self)?.[1];
    return id !== undefined && isWanted(id, name) ? [{ id, name }] : [];
  });
  return {
    is: await Promise.all(
      wanted.map(async ({ id, name }) => ({
        id,
        name,
        actors: await readActors(jira, `${address}/role/${id}`),
      })),
    ),
  };
}

async function readActors(jira: JiraReader, address: string): Promise<Known<Actors>> {
  const role = await jira.read(address, roleAnswer);
  if ('refused' in role) return role;
  const { actors } = role.is;
  return {
    is: {
      users: actors.flatMap(({ actorUser }) => actorUser?.accountId ?? []),
      groups: actors.flatMap(({ actorGroup }) =>
        actorGroup ? [{ id: actorGroup.groupId ?? null, name: actorGroup.name }] : [],
      ),
    },
  };
}
