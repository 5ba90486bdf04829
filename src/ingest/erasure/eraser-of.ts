import type { Eraser } from './eraser.ts';
import { forgetPerson } from './forget-person.ts';
import { forgetTickets } from './forget-tickets.ts';
import type { ErasurePlan } from './request.ts';

/** What takes out of records what a plan is about. */
export function eraserOf({
  person,
  ticketIds,
  keys,
}: Pick<ErasurePlan, 'person' | 'ticketIds' | 'keys'>): Eraser {
  return person ? forgetPerson(person) : forgetTickets(new Set(ticketIds), new Set(keys));
}
