import type {
  DemoGroup,
  DemoHolder,
  DemoPerson,
  DemoRole,
  DemoTicket,
  DemoVisibility,
  DemoWorklog,
} from '../../src/demo/company/model.ts';
import type { PlacedComment, World } from './world.ts';

/**
 * Who may see what by Jira's documented rules, decided one person and one ticket at a time from the site itself: no
 * labels, no principals, nothing of the product. Slow and plain on purpose, so that it can be held beside Atlassian's
 * pages on permission schemes, issue security, comment visibility, and the customers and collaborators of service projects.
 */
export interface Rules {
  /** In Jira itself, or as a request on the portal. */
  mayReadTicket(person: DemoPerson, ticket: DemoTicket): boolean;
  /** In Jira itself: with its fields and its history, of which the portal shows what its site chose. */
  mayReadFields(person: DemoPerson, ticket: DemoTicket): boolean;
  mayReadComment(person: DemoPerson, placed: PlacedComment): boolean;
  mayReadWorklog(person: DemoPerson, ticket: DemoTicket, worklog: DemoWorklog): boolean;
}

const PARTICIPANTS = 'customfield_10026';

export function rulesOf(world: World): Rules {
  const same = (one: DemoPerson | null, other: DemoPerson) => one?.accountId === other.accountId;

  /** A group's members are those it has now, whatever the ticket or scheme that names it says of them. */
  function isMember(person: DemoPerson, { groupId }: Pick<DemoGroup, 'groupId'>): boolean {
    const group = world.groups.find((one) => one.groupId === groupId);
    return group?.members.some((member) => same(member, person)) ?? false;
  }

  function fills(person: DemoPerson, role: DemoRole | undefined, { project }: DemoTicket): boolean {
    if (!role) return false;
    const { people, groups } = world.actors(role, project);
    return people.some((one) => same(one, person)) || groups.some((group) => isMember(person, group));
  }

  function fillsNamed(person: DemoPerson, name: string, ticket: DemoTicket): boolean {
    return fills(
      person,
      world.roles.find((role) => role.name === name),
      ticket,
    );
  }

  const picked = (ticket: DemoTicket, field: string) => ticket.picked?.[field] ?? [];

  /** Jira itself opens to those alone whose account may sign in and who may use one of the site's products. */
  const usesJira = (person: DemoPerson) =>
    world.isActive(person) && person.accountType !== 'customer' && world.products(person).length > 0;

  /**
   * A request is shown on the portal to who reported it, takes part in it, or belongs to the organisation that it is
   * shared with. An issue of a service project that is no request is not on the portal.
   */
  function seesOnPortal(person: DemoPerson, ticket: DemoTicket): boolean {
    const { request, reporter, project } = ticket;
    if (project.kind !== 'service_desk' || !request) return false;
    return (
      same(reporter, person) ||
      picked(ticket, PARTICIPANTS).some((one) => 'accountId' in one && same(one, person)) ||
      world.organizations(person).some(({ id }) => id === request.organization?.id)
    );
  }

  /** Whether a scheme's holder is this person, for this ticket. Who cannot sign in is a stranger, whatever is named after them. */
  function holds(person: DemoPerson, holder: DemoHolder, ticket: DemoTicket): boolean {
    if (holder.type === 'anyone') return true;
    if (!world.isActive(person)) return false;
    switch (holder.type) {
      case 'group':
        return isMember(person, holder.group);
      case 'projectRole':
        return fills(person, holder.role, ticket);
      case 'user':
        return same(holder.user, person);
      case 'applicationRole':
        return (
          usesJira(person) && (holder.product === null || world.products(person).includes(holder.product))
        );
      case 'reporter':
        return same(ticket.reporter, person);
      case 'assignee':
        return same(ticket.assignee, person);
      case 'projectLead':
        return same(world.lead(ticket.project), person);
      case 'userCustomField':
        return picked(ticket, holder.field).some((one) => 'accountId' in one && same(one, person));
      case 'groupCustomField':
        return picked(ticket, holder.field).some((one) => 'groupId' in one && isMember(person, one));
      case 'sd.customer.portal.only':
        return seesOnPortal(person, ticket);
    }
  }

  /** Shown in Jira itself to whom the scheme lets browse; what is open to anyone needs no product, nor an account. */
  function browses(person: DemoPerson, ticket: DemoTicket): boolean {
    return world
      .browsers(ticket.project)
      .filter(({ type }) => type !== 'sd.customer.portal.only')
      .some((holder) => (holder.type === 'anyone' || usesJira(person)) && holds(person, holder, ticket));
  }

  function asksOnPortal(person: DemoPerson, ticket: DemoTicket): boolean {
    return world
      .browsers(ticket.project)
      .some((holder) => holder.type === 'sd.customer.portal.only' && holds(person, holder, ticket));
  }

  /** A level's holders alone see what carries it; who is named by none sees it nowhere, the portal included. */
  function meetsLevel(person: DemoPerson, ticket: DemoTicket): boolean {
    if (!ticket.security) return true;
    const holders = world.levels.get(ticket.security.id) ?? [];
    return holders.some((holder) => holds(person, holder, ticket));
  }

  const isAmong = (person: DemoPerson, { type, value, identifier }: DemoVisibility, ticket: DemoTicket) =>
    type === 'role' ? fillsNamed(person, value, ticket) : isMember(person, { groupId: identifier });

  const isOpen = (person: DemoPerson, ticket: DemoTicket) =>
    !world.isArchived(ticket.project) && meetsLevel(person, ticket);

  return {
    mayReadTicket: (person, ticket) =>
      isOpen(person, ticket) && (browses(person, ticket) || asksOnPortal(person, ticket)),
    mayReadFields: (person, ticket) => isOpen(person, ticket) && browses(person, ticket),
    mayReadComment(person, { ticket, comment }) {
      if (!isOpen(person, ticket)) return false;
      const { visibility, jsdPublic } = comment;
      const isPublic = !visibility && jsdPublic !== false;
      if (isPublic) return browses(person, ticket) || asksOnPortal(person, ticket);
      // Internal notes and restricted comments are shown in Jira itself: to agents and collaborators, never on the portal.
      if (!usesJira(person) || !browses(person, ticket)) return false;
      return !visibility || isAmong(person, visibility, ticket);
    },
    // The portal shows no worklogs.
    mayReadWorklog: (person, ticket, { visibility }) =>
      isOpen(person, ticket) &&
      browses(person, ticket) &&
      (!visibility || (usesJira(person) && isAmong(person, visibility, ticket))),
  };
}
