import type { Random } from '../random.ts';
import { type Groups, roles } from './groups.ts';
import type { DemoProject, DemoSecurityLevel, DemoSecurityScheme } from './model.ts';

/** How many tickets are not for everybody in their project. */
const restrictedShare = 0.035;

/** The site's two security schemes: one for what engineers keep to a few, one for what the desks do. */
export function createSecuritySchemes(groups: Groups): readonly DemoSecurityScheme[] {
  return [
    {
      id: '10010',
      name: 'Engineering',
      description: 'Vulnerabilities and money, until they are dealt with.',
      projects: ['PAY', 'CORE', 'MOB', 'DATA', 'WEB', 'INFRA'],
      levels: [
        {
          id: '10110',
          name: 'Security response',
          description: 'Those who deal with vulnerabilities, and who reported it.',
          holders: [{ type: 'group', group: groups.security }, { type: 'reporter' }],
        },
        {
          id: '10111',
          name: 'Incident command',
          description: 'Incidents that are not public yet.',
          holders: [{ type: 'group', group: groups.incidentCommanders }, { type: 'assignee' }],
        },
      ],
    },
    {
      id: '10011',
      name: 'Service desks',
      description: 'What customers and colleagues tell in confidence.',
      projects: ['SUP', 'ITH'],
      levels: [
        {
          id: '10120',
          name: 'Agents only',
          description: 'Personal matters.',
          holders: [{ type: 'projectRole', role: roles.serviceDeskTeam }],
        },
        {
          id: '10121',
          name: 'Finance',
          description: 'Bank details and contracts.',
          holders: [{ type: 'group', group: groups.finance }],
        },
      ],
    },
  ];
}

/** The scheme of a project. */
export const schemeOf = (schemes: readonly DemoSecurityScheme[], project: DemoProject) =>
  schemes.find(({ projects }) => projects.includes(project.code))!;

/** Restricts a few tickets to a level of their project's scheme. */
export function drawSecurityLevel(
  random: Random,
  schemes: readonly DemoSecurityScheme[],
  project: DemoProject,
): DemoSecurityLevel | null {
  return random.chance(restrictedShare) ? random.pick(schemeOf(schemes, project).levels) : null;
}
