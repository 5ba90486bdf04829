import { nameAt, type SiteName } from '../domain/index.ts';
import { ticketHolder } from './plan.ts';
import {
  type AccessState,
  type AccountState,
  type Actors,
  type GroupName,
  type Holder,
  known,
  type ProjectState,
  type Role,
} from './state.ts';

/** What somebody holds by what Jira says, and where each comes from, in words. */
export type Held = ReadonlyMap<string, string>;

/** What opens a project in Jira itself needs an account there that may use it; the portal needs an account alone. */
interface Person {
  readonly account: AccountState | null;
  readonly groups: readonly GroupName[];
}

/** The principals of an account at a site, as tickets of that site demand them; see `heldIn`. */
export function heldBy(state: AccessState, accountId: string | null, site: SiteName): Held {
  const held = heldIn(state, accountId);
  if (site === null) return held;
  return new Map([...held].map(([principal, from]) => [nameAt(site, principal), `site ${site}: ${from}`]));
}

/**
 * What an account holds, in the words of the site itself. Whatever is not known gives none, so that it opens nothing; neither does an archived
 * project. An account that is not known, or deactivated, holds what is open to anyone.
 */
function heldIn(state: AccessState, accountId: string | null): Held {
  const found = accountId === null ? undefined : state.accounts.get(accountId);
  const given = found ? known(found) : null;
  const account = given?.active ? given : null;
  const person: Person = { account, groups: (account && known(account.groups)) ?? [] };
  const held = new Map<string, string>();
  const hold = (principal: string, origin: string) => {
    if (!held.has(principal)) held.set(principal, origin);
  };
  for (const found of state.projects.values()) {
    const project = known(found);
    if (project && !project.archived) holdInProject(project, person, hold);
  }
  for (const { id, name, holders } of state.levels.values())
    for (const holder of holders) holdLevel(state, { id, name, holder }, person, hold);
  if (inJira(account))
    for (const { id, name } of person.groups) {
      if (id !== null) hold(`group:${id}`, `group ${name}`);
      // A name that looks like an id would be one of another group.
      if (!LIKE_AN_ID.test(name)) hold(`group:${name}`, `group ${name}`);
    }
  return held;
}

type Hold = (principal: string, origin: string) => void;

const LIKE_AN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function holdInProject(project: ProjectState, person: Person, hold: Hold): void {
  const { key } = project;
  const { account } = person;
  const scope = `project:${key}`;
  for (const holder of known(project.browse) ?? []) {
    const own = ticketHolder(holder, false);
    if (own === 'customer') holdOwn(scope, own, `permission scheme of ${key}`, person, hold);
    else if (holder.type === 'anyone') hold(scope, `permission scheme of ${key}: anyone`);
    else if (!inJira(account)) continue;
    else if (own !== null) holdOwn(scope, own, `permission scheme of ${key}`, person, hold);
    else {
      const why = meets(holder, person, project);
      if (why === null) continue;
      hold(scope, `permission scheme of ${key}: ${why}`);
    }
  }
  if (!inJira(account)) return;
  // Internal comments are for whoever sees the request in Jira itself.
  if (isHeldInJira(project, person)) hold(`agent:${key}`, `browses ${key} in Jira itself`);
  for (const role of known(project.roles) ?? []) {
    const why = fills(role, person);
    if (why !== null) hold(`role:${key}:${role.name}`, `role ${role.name} of ${key} ${why}`);
  }
}

function isHeldInJira(project: ProjectState, person: Person): boolean {
  return (known(project.browse) ?? []).some(
    (holder) => holder.type === 'anyone' || meets(holder, person, project) !== null,
  );
}

function holdLevel(
  state: AccessState,
  { id, name, holder }: { readonly id: string; readonly name: string; readonly holder: Holder },
  person: Person,
  hold: Hold,
): void {
  const scope = `security:${id}`;
  const level = `security level ${name}`;
  if (holder.type === 'anyone') hold(scope, `${level}: anyone`);
  if (!person.account || holder.type === 'anyone') return;
  const own = ticketHolder(holder, true);
  if (own === null) {
    const why = meets(holder, person, null);
    if (why !== null) hold(scope, `${level}: ${why}`);
  } else if (own === 'project') {
    for (const found of state.projects.values()) {
      const project = known(found);
      const why = project && !project.archived ? meets(holder, person, project) : null;
      if (project && why !== null) hold(`${scope}@${project.key}`, `${level}: ${why}`);
    }
  } else holdOwn(scope, own, level, person, hold);
}

/** The names under which somebody stands on tickets. */
function holdOwn(
  scope: string,
  own: Exclude<ReturnType<typeof ticketHolder>, null>,
  by: string,
  { account, groups }: Person,
  hold: Hold,
): void {
  if (!account) return;
  if (own === 'customer') {
    hold(`${scope}:customer:${account.id}`, `${by}: customer on the portal, as reporter or participant`);
    for (const { id, name } of known(account.organizations) ?? [])
      hold(`${scope}:organization:${id}`, `${by}: customer on the portal, in organisation ${name}`);
  } else if (own.startsWith('groups:')) {
    for (const { id, name } of groups)
      if (id !== null) hold(`${scope}:${own}:${id}`, `${by}: group ${name} in field ${own.slice(7)}`);
  } else {
    const as = own.startsWith('users:') ? `in field ${own.slice(6)}` : own;
    hold(`${scope}:${own}:${account.id}`, `${by}: ${as}`);
  }
}

/** Why somebody is among the holders that do not depend on the ticket; null where he is not, or that is not known. */
function meets(holder: Holder, person: Person, project: ProjectState | null): string | null {
  const { account, groups } = person;
  if (!account) return null;
  switch (holder.type) {
    case 'user':
      return holder.id === account.id ? 'this account' : null;
    case 'group': {
      const group = groups.find((one) => sameGroup(one, holder));
      return group ? `group ${group.name}` : null;
    }
    case 'applicationRole':
      if (holder.id === null) return inJira(account) ? 'everybody who may use Jira' : null;
      return account.products.includes(holder.id) ? `everybody with ${holder.id}` : null;
    case 'projectLead':
      return project?.lead === account.id ? `lead of ${project.key}` : null;
    case 'projectRole': {
      const roles = project ? known(project.roles) : null;
      const role = roles?.find(({ id }) => id === holder.id);
      const why = role ? fills(role, person) : null;
      return role && why !== null ? `role ${role.name} of ${project?.key} ${why}` : null;
    }
    default:
      return null;
  }
}

/** How somebody comes to fill a role; null where he does not. */
function fills(role: Role, { account, groups }: Person): string | null {
  const actors: Actors | null = known(role.actors);
  if (!account || !actors) return null;
  if (actors.users.includes(account.id)) return 'as a person';
  const group = groups.find((one) => actors.groups.some((actor) => sameGroup(one, actor)));
  return group ? `via group ${group.name}` : null;
}

/** Names can be given anew: they count only where an id is missing. */
function sameGroup(
  one: GroupName,
  other: { readonly id: string | null; readonly name: string | null },
): boolean {
  return one.id !== null && other.id !== null ? one.id === other.id : one.name === other.name;
}

/** Whether the account may use Jira at all, beside the portal. */
export function inJira(account: AccountState | null): boolean {
  return account !== null && account.productCount > 0;
}
