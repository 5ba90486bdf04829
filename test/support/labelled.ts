import {
  type AccessPlan,
  labelsOf,
  NO_PLAN,
  type Ticket,
  type TicketHolders,
} from '../../src/domain/index.ts';

/** A ticket that passed the gate with what it demands of a reader; without a plan as before anything is known of the site. */
export function labelled(
  { ticket, holders }: { readonly ticket: Ticket; readonly holders: TicketHolders },
  plan: AccessPlan = NO_PLAN,
) {
  return { ticket, holders, ...labelsOf(ticket, holders, plan) };
}
