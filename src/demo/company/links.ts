import type { Random } from '../random.ts';
import { day, minute } from './calendar.ts';
import type { DemoLink, DemoTicket, LinkType, Millis } from './model.ts';
import { firstIds } from './numbering.ts';
import type { TicketPlan } from './plan.ts';

/**
 * Ties tickets together: duplicates to their originals, related and blocking ones, and work to its epic. A link is
 * made soon after the later of its tickets was opened, and counts as a change of both.
 */
export function linkTickets(
  random: Random,
  plans: readonly TicketPlan[],
  tickets: readonly DemoTicket[],
  now: Millis,
): DemoTicket[] {
  const links = new Map<string, DemoLink[]>(tickets.map((ticket) => [ticket.key, []]));
  const parents = new Map<string, string>();
  const ticketOf = new Map(plans.map((plan, index) => [plan, tickets[index]!]));
  let nextId: number = firstIds.links;

  function link(type: LinkType, from: DemoTicket, to: DemoTicket) {
    const id = String(nextId++);
    const later = from.created > to.created ? from : to;
    const created = Math.min(later.created + random.fork(id).int(2, 50) * minute, now - 1);
    const common = { id, type, author: later.assignee ?? later.project.lead, created };
    links.get(from.key)!.push({ ...common, direction: 'outward', otherKey: to.key });
    links.get(to.key)!.push({ ...common, direction: 'inward', otherKey: from.key });
  }

  const lastOfScenario = new Map<string, DemoTicket>();
  const epics = new Map<string, DemoTicket[]>();
  let lastBlockable: DemoTicket | undefined;
  plans.forEach((plan, index) => {
    const ticket = tickets[index]!;
    const project = ticket.project.key;
    if (plan.duplicateOf) link('Duplicate', ticket, ticketOf.get(plan.duplicateOf)!);
    if (plan.isEpic) {
      epics.set(project, [...(epics.get(project) ?? []), ticket]);
      return;
    }
    const sibling = lastOfScenario.get(plan.scenario.id);
    if (sibling && !plan.duplicateOf && ticket.created - sibling.created < 60 * day && random.chance(0.22)) {
      link('Relates', ticket, sibling);
    }
    lastOfScenario.set(plan.scenario.id, ticket);
    if (ticket.project.kind !== 'software') return;
    if (lastBlockable && ticket.created - lastBlockable.created < 10 * day && random.chance(0.03)) {
      link('Blocks', lastBlockable, ticket);
    }
    lastBlockable = ticket;
    const possibleParents = epics.get(project);
    if (possibleParents && random.chance(0.12)) parents.set(ticket.key, random.pick(possibleParents).key);
  });
  return tickets.map((ticket) => ({
    ...ticket,
    links: links.get(ticket.key)!,
    updated: Math.max(ticket.updated, ...links.get(ticket.key)!.map((one) => one.created)),
    parentKey: parents.get(ticket.key) ?? null,
  }));
}
