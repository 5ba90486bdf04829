import type { Random } from '../random.ts';
import type { Cast } from './facts.ts';
import type { DemoPerson, DemoProject, Millis } from './model.ts';
import type { People } from './people.ts';
import { teamOf } from './people.ts';
import type { TicketPlan } from './plan.ts';

const monthsOfFormerEmployees = 300 * 86_400_000;

/** Chooses who takes part in a ticket. People who have left only appear in the older ones. */
export function castTicket(
  random: Random,
  plan: TicketPlan,
  people: People,
  project: DemoProject,
  now: Millis,
): Cast {
  const longAgo = now - plan.created > monthsOfFormerEmployees;
  const from = (team: readonly DemoPerson[], not: readonly DemoPerson[] = []) => {
    const present = team.filter((person) => (person.active || longAgo) && !not.includes(person));
    return random.pick(present.length > 0 ? present : team);
  };
  const homeTeam = people.teams[teamOf[plan.scenario.home]];
  const desk = people.teams[teamOf[plan.scenario.desk]];
  const atDesk = project.kind === 'service_desk';
  const agent = from(desk);
  const colleagues = [
    ...people.teams.business,
    ...people.teams.web,
    ...people.teams.payments,
    ...people.teams.data,
  ];
  const customer = plan.scenario.desk === 'ITH' ? from(colleagues, [agent]) : random.pick(people.customers);
  const assignee = atDesk ? agent : from(homeTeam);
  const colleague = from(homeTeam, [assignee]);
  const reporter =
    plan.persona === 'customer'
      ? customer
      : plan.persona === 'agent'
        ? agent
        : plan.persona === 'bot'
          ? people.monitor
          : random.chance(0.65)
            ? from(homeTeam, [assignee])
            : from(Object.values(people.teams).flat(), [assignee]);
  return { reporter, assignee, colleague, agent, customer, lead: project.lead };
}
