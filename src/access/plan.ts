import type { AccessPlan, TicketHolder } from '../domain/index.ts';
import { type AccessState, type Holder, known } from './state.ts';

/** Which of a ticket's own people the site's schemes name. What is not known names nobody. */
export function planOf(state: AccessState): AccessPlan {
  const projects = [...state.projects].flatMap(([key, project]) => {
    const browse = known(project)?.browse;
    const ways = ownHolders((browse && known(browse)) ?? [], false);
    return ways.length > 0 ? [[key, ways] as const] : [];
  });
  const levels = [...state.levels.values()].flatMap(({ id, holders }) => {
    const ways = ownHolders(holders, true);
    return ways.length > 0 ? [[id, ways] as const] : [];
  });
  const inOrder = <T extends readonly [string, unknown]>(rows: T[]) =>
    rows.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    projects: Object.fromEntries(inOrder(projects)),
    levels: Object.fromEntries(inOrder(levels)),
    participants: [...(known(state.participants) ?? [])].sort(),
  };
}

function ownHolders(holders: readonly Holder[], ofLevel: boolean): TicketHolder[] {
  const ways = holders.flatMap((holder) => ticketHolder(holder, ofLevel) ?? []);
  return [...new Set(ways)].sort();
}

/**
 * The kind of a ticket's own people that a holder is; null for one that does not depend on the ticket. Roles and the lead
 * belong to a project, whose scheme is its own; a security level can be used in many.
 */
export function ticketHolder({ type, id }: Holder, ofLevel: boolean): TicketHolder | null {
  switch (type) {
    case 'reporter':
    case 'assignee':
      return type;
    case 'sd.customer.portal.only':
      return 'customer';
    case 'projectRole':
    case 'projectLead':
      return ofLevel ? 'project' : null;
    case 'userCustomField':
      return id === null ? null : `users:${id}`;
    case 'groupCustomField':
      return id === null ? null : `groups:${id}`;
    default:
      return null;
  }
}
