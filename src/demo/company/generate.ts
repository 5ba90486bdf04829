import { createRandom } from '../random.ts';
import type { DemoCompany } from './company.ts';
import { createGroups } from './groups.ts';
import { tellHistory } from './history.ts';
import { linkTickets } from './links.ts';
import type { ProjectKey } from './model.ts';
import { numberAttachments, numberChanges, numberComments, numberWorklogs } from './numbering.ts';
import { openCompany } from './open-company.ts';
import { drawOwnFields } from './own-fields.ts';
import { createPeople } from './people.ts';
import { planTickets, type TicketPlan } from './plan.ts';
import { createProjects } from './projects.ts';
import { createSecuritySchemes } from './security.ts';
import { sprintsOf } from './sprints.ts';
import { type WrittenTicket, writeTicket } from './ticket.ts';
import { drawWorklogs } from './worklogs.ts';

/** The moment that the demo company lives in unless told otherwise: fixed, so that a seed says everything. */
export const defaultNow = new Date('2026-11-01T09:00:00Z');

/**
 * Generates the demo company: its people, its projects and `tickets` tickets of the two years before `now`.
 * The same options give the same company, to the byte. Takes
 * about a quarter of a second and five megabytes per thousand tickets.
 */
export function generateCompany(options: { seed?: number; tickets?: number; now?: Date } = {}): DemoCompany {
  const { seed = 1, tickets: count = 2000 } = options;
  const now = (options.now ?? defaultNow).getTime();
  const random = createRandom(seed);
  const people = createPeople(random.fork('people'));
  const groups = createGroups(people);
  const schemes = createSecuritySchemes(groups);
  const projects = createProjects(people, now);
  const plans = planTickets(random.fork('plan'), count, now);

  const written = new Map<TicketPlan, WrittenTicket>();
  const lastNumber = new Map<ProjectKey, number>();
  let id = 10_000;
  plans.forEach((plan, index) => {
    const own = random.fork(`ticket ${index}`);
    const number = (lastNumber.get(plan.project) ?? 0) + 1;
    lastNumber.set(plan.project, number);
    id += own.int(1, 3);
    const original = plan.duplicateOf && written.get(plan.duplicateOf);
    const desk = {
      random: own,
      people,
      project: projects[plan.project],
      schemes,
      now,
      id: String(id),
      key: `${plan.project}-${number}`,
    };
    const sources = original ? { original: { key: original.ticket.key, values: original.values } } : {};
    written.set(plan, writeTicket(plan, { ...desk, ...sources }));
  });

  const bare = plans.map((plan) => written.get(plan)!.ticket);
  const linked = numberAttachments(linkTickets(random.fork('links'), plans, bare, now));
  const told = linked.map((ticket) => ({
    ...ticket,
    changes: tellHistory(ticket, random.fork(`history ${ticket.id}`)),
    worklogs: drawWorklogs(ticket, random.fork(`work ${ticket.id}`)),
    sprints: sprintsOf(ticket, now),
    own: drawOwnFields(ticket, random.fork(`own fields ${ticket.id}`)),
  }));
  const tickets = numberWorklogs(numberChanges(numberComments(told)));
  return openCompany({ people, groups, schemes, projects, tickets, now: new Date(now) });
}
