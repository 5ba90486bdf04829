import type { DemoGroup, DemoHolder, DemoPerson, DemoRole, DemoTicket } from '../../src/demo/company/model.ts';
import type { PlacedComment, World } from './world.ts';

/**
 * Who may see what by Jira's documented rules, decided one person and one ticket at a time from the site itself: no
 * labels, no principals, nothing of the product. Slow and plain on purpose, so that it can be held beside Atlassian's
 * pages on permission schemes, issue security, comment visibility, and the customers and collaborators of service projects.
 */
export interface Rules {
  /** In Jira itself, or as a request on the portal. */
  mayReadTicket(person: DemoPerson, ticket: DemoTicket): boolean;
  mayReadComment(person: DemoPerson, placed: PlacedComment): boolean;
}

const PARTICIPANTS = 'customfield_10026';
const AGENTS = 'Service Desk Team';

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
   * A request is shown on the portal to who reported it, takes part in it, or belongs to the organisation that it is shared with. An
   * issue of a service project that is no request is not on the portal.
   */
  function seesOnPortal(person: DemoPerson, ticket: DemoTicket): boolean {
    const { request, reporter, project } = ticket;
    if (!world.isActive(person) || project.kind !== 'service_desk' || !request) return false;
    return (
      same(reporter, person) ||
      picked(ticket, PARTICIPANTS).some((one) => 'accountId' in one && same(one, person)) ||
      world.organizations(person).some(({ id }) => id === request.organization?.id)
    );
  }

  /** Whether a scheme's holder is this person, for this ticket, in Jira itself. */
  function holds(person: DemoPerson, holder: DemoHolder, ticket: DemoTicket): boolean {
    switch (holder.type) {
      case 'anyone':
        return true;
      case 'group':
        return isMember(person, holder.group);
      case 'projectRole':
        return fills(person, holder.role, ticket);
      case 'user':
        return same(holder.user, person);
      case 'applicationRole': {
        const products = world.products(person);
        return holder.product === null ? products.length > 0 : products.includes(holder.product);
      }
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

  /** Shown in Jira to somebody whom the scheme lets browse; what is open to anyone needs no product, nor an account. */
  function browses(person: DemoPerson, ticket: DemoTicket): boolean {
    const holders = world
      .browsers(ticket.project)
      .filter(({ type }) => type === 'anyone' || type !== 'sd.customer.portal.only');
    return holders.some(
      (holder) => (holder.type === 'anyone' || usesJira(person)) && holds(person, holder, ticket),
    );
  }

  function mayUsePortal(person: DemoPerson, ticket: DemoTicket): boolean {
    return (
      world.browsers(ticket.project).some(({ type }) => type === 'sd.customer.portal.only') &&
      seesOnPortal(person, ticket)
    );
  }

  /** A level's holders alone see what carries it; who is named by none sees it nowhere, the portal included. */
  function meetsLevel(person: DemoPerson, ticket: DemoTicket): boolean {
    if (!ticket.security) return true;
    const holders = world.levels.get(ticket.security.id) ?? [];
    return holders.some((holder) => holds(person, holder, ticket));
  }

  const isOpen = (person: DemoPerson, ticket: DemoTicket) =>
    world.isActive(person) && !world.isArchived(ticket.project) && meetsLevel(person, ticket);

  function mayReadTicket(person: DemoPerson, ticket: DemoTicket): boolean {
    return isOpen(person, ticket) && (browses(person, ticket) || mayUsePortal(person, ticket));
  }

  return {
    mayReadTicket,
    mayReadComment(person, { ticket, comment }) {
      if (!mayReadTicket(person, ticket)) return false;
      const { visibility, jsdPublic } = comment;
      // An internal note is for those who answer the project's requests.
      if (jsdPublic === false && !(usesJira(person) && fillsNamed(person, AGENTS, ticket))) return false;
      if (!visibility) return true;
      return visibility.type === 'role'
        ? fillsNamed(person, visibility.value, ticket)
        : isMember(person, { groupId: visibility.identifier });
    },
  };
}
