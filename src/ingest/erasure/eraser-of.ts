import type { Eraser } from './eraser.ts';
import { forgetPerson } from './forget-person.ts';
import { forgetTickets } from './forget-tickets.ts';
import type { ErasurePlan } from './request.ts';

/** What takes out of records what a plan is about. */
export function eraserOf({
  person,
  ticketIds,
  keys,
  othersKeys,
}: Pick<ErasurePlan, 'person' | 'ticketIds' | 'keys' | 'othersKeys'>): Eraser {
  if (person) return forgetPerson(person);
  return forgetTickets({
    ids: new Set(ticketIds),
    keys: new Set(keys),
    othersKeys: new Set(othersKeys),
  });
}
