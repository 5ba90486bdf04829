import type { DemoCompany } from '../../src/demo/company/company.ts';
import { roles } from '../../src/demo/company/groups.ts';
import type { DemoPerson, DemoTicket } from '../../src/demo/company/model.ts';
import type { Random } from '../../src/demo/random.ts';
import type { Sites, World } from './world.ts';

/** What Jira does not tell the account that reads it: nothing is opened by it. */
export interface Refused {
  /** Parts of addresses that are answered with 403. */
  readonly addresses: readonly string[];
  readonly schemes: ReadonlySet<string>;
  /** Project and id of a role. */
  readonly roles: ReadonlySet<string>;
  /** Account ids. */
  readonly accounts: ReadonlySet<string>;
  readonly groupsOf: ReadonlySet<string>;
  readonly organizationsOf: ReadonlySet<string>;
  readonly levels: boolean;
}

export const NOTHING_REFUSED: Refused = {
  addresses: [],
  schemes: new Set(),
  roles: new Set(),
  accounts: new Set(),
  groupsOf: new Set(),
  organizationsOf: new Set(),
  levels: false,
};

/** Has no account in Jira: no site knows such a person. */
export const STRANGER: DemoPerson = {
  accountId: '',
  displayName: 'Stranger',
  accountType: 'atlassian',
  active: false,
  timeZone: 'UTC',
  group: '',
};

export function drawRefused(random: Random, company: DemoCompany): Refused {
  const some = <T>(list: readonly T[], chance: number) => list.filter(() => random.chance(chance));
  const projects = company.projects.map(({ key }) => key);
  const schemes = some<string>(projects, 0.15);
  const filled = some(
    projects.flatMap((key) => Object.values(roles).map(({ id }) => `${key} ${id}`)),
    0.1,
  );
  const ids = company.people.map(({ accountId }) => accountId);
  const [accounts, groupsOf, organizationsOf] = [some(ids, 0.05), some(ids, 0.1), some(ids, 0.1)];
  const levels = random.chance(0.25);
  const asked = (id: string) => `accountId=${encodeURIComponent(id)}`;
  return {
    addresses: [
      ...schemes.map((key) => `/project/${key}/permissionscheme`),
      ...filled.map((name) => `/project/${name.replace(' ', '/role/')}`),
      ...accounts.map((id) => `/user?${asked(id)}`),
      ...groupsOf.map((id) => `/user/groups?${asked(id)}`),
      ...organizationsOf.map((id) => `/organization?${asked(id)}`),
      ...(levels ? ['/issuesecurityschemes/level'] : []),
    ],
    schemes: new Set(schemes),
    roles: new Set(filled),
    accounts: new Set(accounts),
    groupsOf: new Set(groupsOf),
    organizationsOf: new Set(organizationsOf),
    levels,
  };
}

/** The site at this moment, as far as it is told; a copy, which later changes leave as it is. */
export function knownWorld(company: DemoCompany, refused: Refused = NOTHING_REFUSED): World {
  const { access, projects, people, tickets } = company;
  const groups = access.groups.map((group) => ({
    ...group,
    members: group.members.filter(({ accountId }) => !refused.groupsOf.has(accountId)),
  }));
  const levels = access.securitySchemes.flatMap((scheme) =>
    scheme.levels.map(({ id, holders }) => [id, refused.levels ? [] : holders] as const),
  );
  const ofProject = <T>(read: (project: (typeof projects)[number]) => T) => {
    const all = new Map(projects.map((project) => [project.key as string, read(project)]));
    return ({ key }: { readonly key: string }) => all.get(key)!;
  };
  const ofPerson = <T>(read: (person: DemoPerson) => T) => {
    const all = new Map(people.map((person) => [person.accountId, read(person)]));
    return ({ accountId }: DemoPerson) => all.get(accountId)!;
  };
  const actors = ofProject((project) =>
    Object.fromEntries(
      Object.values(roles).map((role) => {
        const isRefused = refused.roles.has(`${project.key} ${role.id}`);
        return [role.id, isRefused ? { people: [], groups: [] } : access.actors(role, project)];
      }),
    ),
  );
  return {
    roles: Object.values(roles),
    levels: new Map(levels),
    groups,
    tickets,
    browsers: ofProject((project) => (refused.schemes.has(project.key) ? [] : access.browsers(project))),
    actors: (role, project) => actors(project)[role.id]!,
    lead: ofProject((project) => access.lead(project)),
    isArchived: ofProject((project) => access.isArchived(project)),
    isActive: ofPerson((person) => access.isActive(person) && !refused.accounts.has(person.accountId)),
    products: ofPerson((person) => access.products(person)),
    organizations: ofPerson((person) =>
      refused.organizationsOf.has(person.accountId) ? [] : access.organizations(person),
    ),
    person: (accountId) =>
      people.find((person) => person.accountId === accountId) ?? { ...STRANGER, accountId },
  };
}

/**
 * Several sites at this moment, in the order in which they are read. A key is one ticket's: that of the site that came
 * first. What another site has under it is refused as long as that one keeps it.
 *
 * @param refused by site, in the same order.
 */
export function knownSites(companies: readonly DemoCompany[], refused: readonly Refused[] = []): Sites {
  const worldOf = new Map<string, World>();
  const taken: DemoTicket[] = [];
  const worlds = companies.map((company, at): World => {
    const whole = knownWorld(company, refused[at]);
    const tickets = whole.tickets.filter(({ key }) => !worldOf.has(key));
    taken.push(...whole.tickets.filter(({ key }) => worldOf.has(key)));
    const world = { ...whole, tickets };
    for (const { key } of tickets) worldOf.set(key, world);
    return world;
  });
  return {
    worlds,
    tickets: worlds.flatMap(({ tickets }) => tickets),
    refused: taken,
    worldOf: ({ key }) => worldOf.get(key)!,
  };
}
