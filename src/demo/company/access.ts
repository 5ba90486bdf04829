import { organizationOf } from './desk.ts';
import { actorsOf, type Groups, type RoleActors, roles } from './groups.ts';
import type {
  DemoGroup,
  DemoHolder,
  DemoOrganization,
  DemoPerson,
  DemoProject,
  DemoRole,
  DemoSecurityScheme,
  ProjectKey,
} from './model.ts';
import type { People } from './people.ts';

/**
 * Who may see what: schemes, roles, groups, products and organisations. Everything can be set anew; the next answer of
 * the site shows it, and no ticket counts as updated by it, as in Jira.
 */
export interface SiteAccess {
  readonly groups: readonly DemoGroup[];
  readonly securitySchemes: readonly DemoSecurityScheme[];
  /** Whom the project's permission scheme lets browse it. */
  browsers(project: DemoProject): readonly DemoHolder[];
  setBrowsers(project: ProjectKey, holders: readonly DemoHolder[]): void;
  setLevel(levelId: string, holders: readonly DemoHolder[]): void;
  setMembers(groupId: string, members: readonly DemoPerson[]): void;
  /** Who fills a role in a project. */
  actors(role: DemoRole, project: DemoProject): RoleActors;
  setActors(project: ProjectKey, roleId: number, actors: RoleActors): void;
  lead(project: DemoProject): DemoPerson;
  setLead(project: ProjectKey, lead: DemoPerson): void;
  isArchived(project: DemoProject): boolean;
  setArchived(project: ProjectKey, archived: boolean): void;
  isActive(person: DemoPerson): boolean;
  setActive(accountId: string, active: boolean): void;
  /** Keys of the application roles that somebody has; customers have none. */
  products(person: DemoPerson): readonly string[];
  setProducts(accountId: string, products: readonly string[]): void;
  /** The customer organisations that somebody belongs to. */
  organizations(person: DemoPerson): readonly DemoOrganization[];
  setOrganizations(accountId: string, organizations: readonly DemoOrganization[]): void;
}

/** What is set anew, beside what the company begins with. */
function overridable<Key, Value>(first: (key: Key) => Value, idOf: (key: Key) => string) {
  const set = new Map<string, Value>();
  return {
    get: (key: Key): Value => set.get(idOf(key)) ?? first(key),
    set: (id: string, value: Value): void => void set.set(id, value),
  };
}

export function createSiteAccess({
  people,
  groups,
  schemes,
}: {
  readonly people: People;
  readonly groups: Groups;
  readonly schemes: readonly DemoSecurityScheme[];
}): SiteAccess {
  const accountOf = ({ accountId }: DemoPerson) => accountId;
  const members = overridable(
    (group: DemoGroup) => group.members,
    ({ groupId }) => groupId,
  );
  const now = (group: DemoGroup): DemoGroup => ({ ...group, members: members.get(group) });
  const levels = new Map<string, readonly DemoHolder[]>();
  const browsers = overridable((project: DemoProject) => firstBrowsers(project, groups), codeOf);
  const actors = new Map<string, RoleActors>();
  const leads = overridable((project: DemoProject) => project.lead, codeOf);
  const archived = overridable((_: DemoProject) => false, codeOf);
  const active = overridable((person: DemoPerson) => person.active, accountOf);
  const products = overridable(firstProducts, accountOf);
  const organizations = overridable((person: DemoPerson) => organizationOf(person), accountOf);
  return {
    get groups() {
      return Object.values(groups).map(now);
    },
    get securitySchemes() {
      return schemes.map((scheme) => ({
        ...scheme,
        levels: scheme.levels.map((level) => ({ ...level, holders: levels.get(level.id) ?? level.holders })),
      }));
    },
    browsers: browsers.get,
    setBrowsers: browsers.set,
    setLevel: (id, holders) => void levels.set(id, holders),
    setMembers: members.set,
    actors: (role, project) =>
      actors.get(`${project.code} ${role.id}`) ?? actorsOf(role, project, people, groups),
    setActors: (project, roleId, filled) => void actors.set(`${project} ${roleId}`, filled),
    lead: leads.get,
    setLead: leads.set,
    isArchived: archived.get,
    setArchived: archived.set,
    isActive: active.get,
    setActive: active.set,
    products: products.get,
    setProducts: products.set,
    organizations: organizations.get,
    setOrganizations: organizations.set,
  };
}

function codeOf({ code }: DemoProject): string {
  return code;
}

/**
 * Engineering is open to all colleagues but where money is handled; a desk to its agents, to customers on its portal, and
 * the helpdesk's to who reported it in Jira itself.
 */
function firstBrowsers(project: DemoProject, groups: Groups): readonly DemoHolder[] {
  const administrators: DemoHolder = { type: 'projectRole', role: roles.administrators };
  if (project.kind === 'service_desk')
    return [
      administrators,
      { type: 'projectRole', role: roles.serviceDeskTeam },
      { type: 'sd.customer.portal.only' },
      ...(project.code === 'ITH' ? [{ type: 'reporter' } as const] : []),
    ];
  if (project.code === 'PAY')
    return [
      administrators,
      { type: 'projectRole', role: roles.developers },
      { type: 'reporter' },
      { type: 'assignee' },
    ];
  if (project.code === 'DATA') return [{ type: 'applicationRole', product: 'jira-software' }];
  return [administrators, { type: 'group', group: groups.employees }];
}

function firstProducts({ accountType, group }: DemoPerson): readonly string[] {
  if (accountType === 'customer') return [];
  return group === 'support' || group === 'it' ? ['jira-servicedesk', 'jira-software'] : ['jira-software'];
}
