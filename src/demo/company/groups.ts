import type { DemoGroup, DemoPerson, DemoProject, DemoRole } from './model.ts';
import type { People } from './people.ts';
import { teamOf } from './people.ts';
import { visibilities } from './workflow.ts';

/** The groups of the site, by the names that the company's code calls them. */
export type Groups = Readonly<
  Record<'employees' | 'incidentCommanders' | 'security' | 'finance' | 'deskAgents', DemoGroup>
>;

/** Puts the company's people into groups; only those that are still there. */
export function createGroups({ teams }: People): Groups {
  const group = (groupId: string, name: string, members: readonly DemoPerson[]): DemoGroup => ({
    groupId,
    name,
    members: members.filter(({ active }) => active),
  });
  const restricted = ({ identifier, value }: { identifier: string; value: string }, of: DemoPerson[]) =>
    group(identifier, value, of);
  const leads = Object.values(teams).map(([lead]) => lead!);
  return {
    employees: group(
      '2f8a6c10-94be-4d37-8f05-1b7ce2a94d63',
      'jira-users-fernhaul',
      Object.values(teams).flat(),
    ),
    incidentCommanders: restricted(visibilities.incidentCommanders, leads.slice(0, 6)),
    security: restricted(visibilities.security, [...teams.infra.slice(0, 2), ...teams.platform.slice(1, 3)]),
    finance: restricted(visibilities.finance, teams.business.slice(0, 3)),
    deskAgents: group('71c0d9e2-6b3f-4a18-b2d4-e95f0a6c8317', 'jira-servicemanagement-users-fernhaul', [
      ...teams.support,
      ...teams.it,
    ]),
  };
}

/** The project roles that the site knows. Comments are restricted to them by name. */
export const roles = {
  administrators: {
    id: 10_002,
    name: 'Administrators',
    description: 'Those who look after the project’s settings.',
  },
  developers: { id: 10_100, name: 'Developers', description: 'Those who build what the project is about.' },
  serviceDeskTeam: { id: 10_101, name: 'Service Desk Team', description: 'Those who answer requests.' },
  serviceDeskCustomers: {
    id: 10_102,
    name: 'Service Desk Customers',
    description: 'Those who may raise requests.',
  },
} as const satisfies Record<string, DemoRole>;

/** Who fills a role in a project. */
export interface RoleActors {
  readonly people: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
}

/** Fills a role: a software project's developers are its team, a service project's agents too. */
export function actorsOf(role: DemoRole, project: DemoProject, people: People, groups: Groups): RoleActors {
  const team = people.teams[teamOf[project.code]].filter(({ active }) => active);
  const atDesk = project.kind === 'service_desk';
  switch (role.id) {
    case roles.administrators.id:
      return { people: [project.lead, people.teams.infra[0]!], groups: [] };
    case roles.developers.id:
      return { people: atDesk ? [] : team, groups: [] };
    case roles.serviceDeskTeam.id:
      return { people: atDesk ? team : [], groups: atDesk ? [groups.deskAgents] : [] };
    default:
      // The helpdesk's customers are colleagues; those of the shops have no account that a role could list.
      return { people: [], groups: project.code === 'ITH' ? [groups.employees] : [] };
  }
}
